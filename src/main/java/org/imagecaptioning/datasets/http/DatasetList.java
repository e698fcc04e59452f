package org.imagecaptioning.datasets.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.imagecaptioning.datasets.store.DatasetStore;
import org.imagecaptioning.datasets.store.StoredDataset;
import org.imagecaptioning.web.ProblemException;
import org.imagecaptioning.web.ProblemType;
import org.imagecaptioning.web.QueryParameters;
import org.jspecify.annotations.Nullable;

/** A page of datasets, by name, without their lists of problems. */
@Schema(name = "Datasets")
@JsonInclude(JsonInclude.Include.NON_NULL)
record DatasetList(
    List<StoredDataset> datasets,
    @Schema(example = "1", description = "How many there are, on all pages") long total,
    @Schema(
            example = "/datasets?limit=50&after=mine",
            description = "The next page; absent on the last")
        @Nullable String next) {

  static final List<String> PARAMETERS = List.of("limit", "after");

  private static final int USUAL_LIMIT = 50;
  private static final int MOST = 200;

  DatasetList {
    datasets = List.copyOf(datasets);
  }

  /**
   * @param query as in the URI
   * @throws ProblemException if it is not understood
   */
  static DatasetList of(DatasetStore store, @Nullable String query) {
    QueryParameters parameters = QueryParameters.of(query, PARAMETERS);
    int limit = limit(parameters.get("limit"));
    String after = parameters.get("after");
    List<String> all = store.names();
    List<String> rest =
        after == null ? all : all.stream().filter(name -> name.compareTo(after) > 0).toList();
    List<String> page = rest.subList(0, Math.min(limit, rest.size()));
    return new DatasetList(
        page.stream().flatMap(name -> store.find(name).stream()).map(StoredDataset::brief).toList(),
        all.size(),
        rest.size() > page.size()
            ? "/datasets?limit=%d&after=%s".formatted(limit, page.get(page.size() - 1))
            : null);
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
}
