package org.imagecaptioning.jobs;

import org.jspecify.annotations.Nullable;

/**
 * Which jobs are listed, newest first.
 *
 * @param before only jobs made before the one with this id
 * @param limit how many at most
 */
record JobFilter(
    @Nullable JobState state,
    @Nullable String name,
    @Nullable String dataset,
    @Nullable String before,
    int limit) {}
