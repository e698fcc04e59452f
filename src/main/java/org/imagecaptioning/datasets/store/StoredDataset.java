package org.imagecaptioning.datasets.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dataset at home, or a folder elsewhere that is registered there.
 *
 * @param folder where it lies if it is registered in place; null if it was uploaded
 * @param seed draws val if the dataset has none
 */
@Schema(name = "Dataset")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StoredDataset(
    @Schema(example = "mine") String name,
    Instant created,
    @Schema(description = "Where it lies, if it was registered in place") @Nullable String folder,
    long seed,
    DatasetReport report) {

  /** The same without the list of problems. */
  public StoredDataset brief() {
    return new StoredDataset(name, created, folder, seed, report.brief());
  }
}
