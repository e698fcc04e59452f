package org.imagecaptioning.jobs;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.imagecaptioning.web.JsonBody;
import org.imagecaptioning.web.ProblemException;
import org.imagecaptioning.web.ProblemType;
import org.imagecaptioning.web.QueryParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds jobs as clients ask for them. */
@Component
class JobDirectory {

  static final List<String> FILTERS = List.of("state", "name", "dataset", "limit", "before");

  private static final int USUAL_LIMIT = 50;
  private static final int MOST = 200;

  private final JobStore store;

  JobDirectory(JobStore store) {
    this.store = store;
  }

  /**
   * @throws ProblemException if there is no such job of this kind
   */
  Job find(JobKind kind, String id) {
    return store
        .find(id)
        .filter(job -> job.kind() == kind)
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemType.UNKNOWN_JOB,
                    "There is no job '%s' here; GET %s lists those there are."
                        .formatted(id, kind.path())));
  }

  /** With its history. */
  JobView show(Job job) {
    return JobViews.view(job, job.kind() == JobKind.TRAINING ? store.epochs(job.id(), 0) : null);
  }

  /**
   * @param query as in the URI
   * @throws ProblemException if it is not understood
   */
  JobList list(JobKind kind, @Nullable String query) {
    QueryParameters parameters = QueryParameters.of(query, FILTERS);
    JobFilter filter =
        new JobFilter(
            state(parameters.get("state")),
            parameters.get("name"),
            parameters.get("dataset"),
            before(kind, parameters.get("before")),
            limit(parameters.get("limit")));
    List<Job> found = store.list(kind, filter);
    List<Job> page = found.subList(0, Math.min(found.size(), filter.limit()));
    return new JobList(
        page.stream().map(job -> JobViews.view(job, null)).toList(),
        store.count(kind, filter),
        found.size() > page.size() ? next(kind, filter, page) : null);
  }

  private @Nullable String before(JobKind kind, @Nullable String id) {
    return id == null ? null : find(kind, id).id();
  }

  private static @Nullable JobState state(@Nullable String word) {
    if (word == null) {
      return null;
    }
    return Arrays.stream(JobState.values())
        .filter(state -> JsonBody.word(state).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemType.INVALID_PARAMETER,
                    "state must be one of %s, not '%s'."
                        .formatted(
                            Arrays.stream(JobState.values())
                                .map(JsonBody::word)
                                .collect(Collectors.joining(", ")),
                            word)));
  }

  private static int limit(@Nullable String number) {
    if (number == null) {
      return USUAL_LIMIT;
    }
    if (number.matches("[1-9][0-9]{0,2}") && Integer.parseInt(number) <= MOST) {
      return Integer.parseInt(number);
    }
    throw new ProblemException(
        ProblemType.INVALID_PARAMETER,
        "limit must be a whole number from 1 to %d, not '%s'.".formatted(MOST, number));
  }

  private static String next(JobKind kind, JobFilter filter, List<Job> page) {
    StringBuilder next = new StringBuilder(kind.path()).append("?limit=").append(filter.limit());
    append(next, "state", filter.state() == null ? null : JsonBody.word(filter.state()));
    append(next, "name", filter.name());
    append(next, "dataset", filter.dataset());
    append(next, "before", page.get(page.size() - 1).id());
    return next.toString();
  }

  private static void append(StringBuilder query, String name, @Nullable String value) {
    if (value != null) {
      query.append('&').append(name).append('=');
      query.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }
}
