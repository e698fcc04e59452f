package org.imagecaptioning.models;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.imagecaptioning.models.ModelAnswers.Card;
import org.imagecaptioning.models.ModelAnswers.Models;
import org.imagecaptioning.models.ModelAnswers.RolledBack;
import org.imagecaptioning.models.ModelAnswers.Row;
import org.imagecaptioning.models.ModelAnswers.Versions;
import org.imagecaptioning.web.JsonBody;
import org.imagecaptioning.web.ProblemException;
import org.imagecaptioning.web.ProblemType;
import org.imagecaptioning.web.QueryParameters;
import org.imagecaptioning.web.UploadForm;
import org.imagecaptioning.web.UploadReceiver;
import org.imagecaptioning.web.UploadedFile;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** /models. */
@RestController
@RequestMapping("/models")
class ModelsController implements ModelsApi {

  /** Of every name but the reserved ones, so that what is said at theirs is of them alone. */
  private static final String NAME_PATH = "/{name:(?!active$|rollback$).+}";

  private static final MediaType ZIP = MediaType.parseMediaType("application/zip");

  private final ModelStore store;
  private final UploadReceiver uploads;
  private final ModelSettings settings;
  private final BundleHashes hashes = new BundleHashes();

  ModelsController(ModelStore store, UploadReceiver uploads, ModelSettings settings) {
    this.store = store;
    this.uploads = uploads;
    this.settings = settings;
  }

  @Override
  @GetMapping
  public Models list(HttpServletRequest request) {
    refuseQuery(request);
    return new Models(store.list().stream().map(Row::of).toList());
  }

  @Override
  @GetMapping("/active")
  public Row active(HttpServletRequest request) {
    refuseQuery(request);
    return Row.of(store.active());
  }

  @Override
  @GetMapping(NAME_PATH)
  public Versions versions(@PathVariable String name, HttpServletRequest request) {
    refuseQuery(request);
    List<Row> versions =
        store.list().stream().filter(model -> model.name().equals(name)).map(Row::of).toList();
    if (versions.isEmpty()) {
      throw new UnknownModelException(
          "There is no model \"%s\"; GET /models lists those there are".formatted(name));
    }
    return new Versions(name, versions);
  }

  @Override
  @GetMapping("/{name}/{version}")
  public Card card(
      @PathVariable String name, @PathVariable String version, HttpServletRequest request) {
    refuseQuery(request);
    return Card.of(store.find(name + ":" + version));
  }

  @Override
  @GetMapping("/{name}/{version}/bundle")
  public ResponseEntity<Resource> bundle(
      @PathVariable String name, @PathVariable String version, HttpServletRequest request)
      throws IOException {
    refuseQuery(request);
    StoredModel model = store.find(name + ":" + version);
    BundleResource bundle = new BundleResource(model);
    checkRange(request.getHeader(HttpHeaders.RANGE), bundle);
    return ResponseEntity.ok()
        .contentType(ZIP)
        .eTag(hashes.of(model))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(bundle.getFilename()).build().toString())
        .body(bundle);
  }

  @Override
  @PostMapping
  public ResponseEntity<Row> upload(HttpServletRequest request) throws IOException {
    UploadForm form =
        new UploadForm(List.of(), List.of(), (field, value) -> {}, settings.maxBytes().toBytes());
    try (UploadedFile file = uploads.receive(request, form)) {
      ModelDescription model = store.upload(file.path());
      URI place = URI.create("/models/%s/%s".formatted(model.name(), model.version()));
      return ResponseEntity.created(place).body(Row.of(model));
    }
  }

  @Override
  @PutMapping("/active")
  public Row activate(HttpServletRequest request) throws IOException {
    refuseQuery(request);
    JsonBody body = JsonBody.read(request, List.of("name", "version"));
    String selector = body.requiredText("name") + ":" + body.requiredText("version");
    return Row.of(store.activate(selector));
  }

  @Override
  @PostMapping("/rollback")
  public RolledBack rollback(HttpServletRequest request) {
    refuseQuery(request);
    ModelStore.Rollback rollback = store.rollback();
    return new RolledBack(Row.of(rollback.active()), rollback.skipped());
  }

  @Override
  @DeleteMapping(NAME_PATH)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  public void delete(@PathVariable String name, HttpServletRequest request) {
    refuseQuery(request);
    store.delete(name);
  }

  @Override
  @DeleteMapping("/{name}/{version}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  public void delete(
      @PathVariable String name, @PathVariable String version, HttpServletRequest request) {
    refuseQuery(request);
    store.delete(name, version);
  }

  private static void refuseQuery(HttpServletRequest request) {
    QueryParameters.of(request.getQueryString(), List.of());
  }

  /** Otherwise it would be answered with all of the bundle. */
  private static void checkRange(@Nullable String range, BundleResource bundle) {
    try {
      HttpRange.toResourceRegions(HttpRange.parseRanges(range), bundle);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          ProblemType.RANGE_NOT_SATISFIABLE,
          "The Range header is %s; there are bytes=0-%d."
              .formatted(range, bundle.contentLength() - 1),
          e);
    }
  }
}
