package org.imagecaptioning.datasets.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.imagecaptioning.datasets.DatasetReaders;
import org.imagecaptioning.datasets.store.DatasetSettings;
import org.imagecaptioning.datasets.store.DatasetStore;
import org.imagecaptioning.datasets.store.RootFolder;
import org.imagecaptioning.datasets.store.StoredDataset;
import org.imagecaptioning.datasets.store.UnknownDatasetException;
import org.imagecaptioning.web.JsonBody;
import org.imagecaptioning.web.ProblemException;
import org.imagecaptioning.web.ProblemType;
import org.imagecaptioning.web.QueryParameters;
import org.imagecaptioning.web.UploadForm;
import org.imagecaptioning.web.UploadReceiver;
import org.imagecaptioning.web.UploadedFile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Datasets over HTTP. */
@RestController
@RequestMapping("/datasets")
class DatasetsController implements DatasetsApi {

  private static final String NAME = "name";
  private static final String SEED = "seed";
  private static final String FOLDER = "folder";

  private static final long GREATEST_SEED = (1L << 53) - 1;

  private final DatasetStore store;
  private final RootFolder root;
  private final UploadReceiver receiver;
  private final UploadForm form;

  DatasetsController(
      DatasetStore store, RootFolder root, UploadReceiver receiver, DatasetSettings settings) {
    this.store = store;
    this.root = root;
    this.receiver = receiver;
    this.form =
        new UploadForm(
            List.of(NAME), List.of(SEED), this::checkField, settings.maxBytes().toBytes());
  }

  @Override
  @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  public ResponseEntity<StoredDataset> add(HttpServletRequest request) throws IOException {
    StoredDataset added = isJson(request) ? register(request) : upload(request);
    return ResponseEntity.created(URI.create("/datasets/" + added.name())).body(added);
  }

  private StoredDataset upload(HttpServletRequest request) throws IOException {
    try (UploadedFile file = receiver.receive(request, form)) {
      String seed = file.field(SEED);
      return store.add(
          file.required(NAME),
          file.path(),
          seed == null ? DatasetReaders.DEFAULT_SEED : seed(seed));
    }
  }

  private StoredDataset register(HttpServletRequest request) throws IOException {
    QueryParameters.of(request.getQueryString(), List.of());
    JsonBody body = JsonBody.read(request, List.of(NAME, FOLDER, SEED));
    String name = body.requiredText(NAME);
    store.checkFree(name);
    return store.register(
        name,
        root.folder(body.requiredText(FOLDER)),
        body.whole(SEED, DatasetReaders.DEFAULT_SEED, 0, GREATEST_SEED));
  }

  /** What can be refused before the file has come. */
  private void checkField(String field, String value) {
    if (field.equals(NAME)) {
      store.checkFree(value);
    } else {
      seed(value);
    }
  }

  @Override
  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  public DatasetList list(HttpServletRequest request) {
    return DatasetList.of(store, request.getQueryString());
  }

  @Override
  @GetMapping(path = "/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
  public StoredDataset show(@PathVariable String name, HttpServletRequest request) {
    QueryParameters.of(request.getQueryString(), List.of());
    return store.find(name).orElseThrow(() -> new UnknownDatasetException(name));
  }

  @Override
  @DeleteMapping("/{name}")
  public ResponseEntity<Void> delete(@PathVariable String name, HttpServletRequest request) {
    QueryParameters.of(request.getQueryString(), List.of());
    store.delete(name);
    return ResponseEntity.noContent().build();
  }

  private static boolean isJson(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null
        && type.split(";", 2)[0]
            .strip()
            .toLowerCase(Locale.ROOT)
            .equals(MediaType.APPLICATION_JSON_VALUE);
  }

  private static long seed(String text) {
    if (text.matches("[0-9]{1,16}") && Long.parseLong(text) <= GREATEST_SEED) {
      return Long.parseLong(text);
    }
    throw new ProblemException(
        ProblemType.INVALID_PARAMETER,
        "seed must be a whole number from 0 to %d, not '%s'.".formatted(GREATEST_SEED, text));
  }
}
