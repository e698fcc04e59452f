/** The database that jobs live in: opened beside the start of the service, and waited for. */
@NullMarked
package org.imagecaptioning.jobs.database;

import org.jspecify.annotations.NullMarked;
