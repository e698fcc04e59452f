package org.imagecaptioning.jobs;

/**
 * A job that is asked for.
 *
 * @param sent what was sent
 * @param name of the model that it makes or scores
 * @param request what to do, as JSON with every default filled in
 */
record NewJob(Sent sent, String name, String dataset, String request) {}
