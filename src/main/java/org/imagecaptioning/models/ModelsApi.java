package org.imagecaptioning.models;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Encoding;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.imagecaptioning.models.ModelAnswers.Card;
import org.imagecaptioning.models.ModelAnswers.Models;
import org.imagecaptioning.models.ModelAnswers.RolledBack;
import org.imagecaptioning.models.ModelAnswers.Row;
import org.imagecaptioning.models.ModelAnswers.Versions;
import org.imagecaptioning.web.Problem;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** /models as the OpenAPI document tells it. */
@Tag(name = "models", description = "Models that are kept, and which of them answers")
interface ModelsApi {

  String PROBLEM = MediaType.APPLICATION_PROBLEM_JSON_VALUE;
  String NAME_AND_VERSION =
      """
      {"name": "mine", "version": "1"}""";
  String BROKEN =
      """
      {"type": "urn:problem:captioning:broken-bundle", "title": "Broken bundle", "status": 422,
       "detail": "captioner.safetensors: the entry was changed: its SHA-256 is 5d4c…, the manifest \
      says 7547…", "instance": "/models"}""";
  String ACTIVE =
      """
      {"type": "urn:problem:captioning:model-is-active", "title": "The model is active",
       "status": 409, "detail": "The model mine:1 is active; activate another one before this is \
      deleted", "instance": "/models/mine/1"}""";

  /** The multipart form: one part named {@code file}. */
  @Schema(
      name = "BundleUpload",
      requiredProperties = "file",
      additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
  record BundleUpload(
      @Schema(type = "string", format = "binary", description = "The bundle, a zip") Object file) {}

  /** What is to be active. */
  @Schema(name = "ModelToActivate", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
  record ModelToActivate(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "mine") String name,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "1") String version) {}

  @Operation(
      operationId = "listModels",
      summary = "List all models",
      description = "One row a version, by name, then newest first.")
  @ApiResponse(responseCode = "200", description = "The models")
  Models list(HttpServletRequest request);

  @Operation(
      operationId = "activeModel",
      summary = "Say which model answers where a call names none")
  @ApiResponse(responseCode = "200", description = "The active model")
  Row active(HttpServletRequest request);

  @Operation(operationId = "listVersions", summary = "List the versions of a model, newest first")
  @ApiResponse(responseCode = "200", description = "The versions")
  @ApiResponse(
      responseCode = "404",
      description = "There is no such model",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  Versions versions(@ModelName String name, HttpServletRequest request);

  @Operation(
      operationId = "describeModel",
      summary = "Describe a version of a model",
      description = "What it was trained on and how, what it reached, its sizes and its licence.")
  @ApiResponse(responseCode = "200", description = "The model's card")
  @ApiResponse(
      responseCode = "404",
      description = "There is no such model",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  Card card(@ModelName String name, @ModelVersion String version, HttpServletRequest request);

  @Operation(
      operationId = "downloadModel",
      summary = "Download the bundle of a model",
      description = "The whole model in one zip, for POST /models elsewhere. Takes Range.")
  @ApiResponse(
      responseCode = "200",
      description = "The bundle",
      headers = {
        @Header(name = "ETag", description = "SHA-256 of the bundle"),
        @Header(name = "Content-Disposition", description = "The file's name: mine-1.zip")
      },
      content =
          @Content(
              mediaType = "application/zip",
              schema = @Schema(type = "string", format = "binary")))
  @ApiResponse(
      responseCode = "404",
      description = "There is no such model",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "416",
      description = "The bundle has no such range of bytes",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  ResponseEntity<Resource> bundle(
      @ModelName String name, @ModelVersion String version, HttpServletRequest request)
      throws IOException;

  @Operation(
      operationId = "uploadModel",
      summary = "Upload the bundle of a model",
      description =
          "It gets the next version of its name, whatever version it had. Everything in it is"
              + " checked; its encoder is opened and run once in a process of its own. It is not"
              + " activated.",
      requestBody =
          @RequestBody(
              required = true,
              content = {
                @Content(
                    mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                    schema = @Schema(implementation = BundleUpload.class),
                    encoding = @Encoding(name = "file", contentType = "application/zip")),
                @Content(
                    mediaType = "application/zip",
                    schema = @Schema(type = "string", format = "binary"))
              }))
  @ApiResponse(
      responseCode = "201",
      description = "The model as it is kept",
      headers = @Header(name = "Location", description = "/models/mine/1"),
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = Row.class)))
  @ApiResponse(
      responseCode = "400",
      description = "The query or the multipart body is wrong",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "409",
      description = "This bundle is there already",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "413",
      description = "The bundle is larger than captioning.models.max-bytes",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "422",
      description = "The bundle is broken; the entry at fault is named",
      content =
          @Content(
              mediaType = PROBLEM,
              schema = @Schema(implementation = Problem.class),
              examples = @ExampleObject(name = "broken-bundle", value = BROKEN)))
  @ApiResponse(
      responseCode = "507",
      description = "There is no room on the disk",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  ResponseEntity<Row> upload(HttpServletRequest request) throws IOException;

  @Operation(
      operationId = "activateModel",
      summary = "Have a model answer where a call names none",
      description =
          "It is loaded, checked and warmed beside the one that answers now, and then takes its"
              + " place in one step: no call fails, and each is answered by one model. It is still"
              + " active after a restart.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON_VALUE,
                      schema = @Schema(implementation = ModelToActivate.class),
                      examples = @ExampleObject(value = NAME_AND_VERSION))))
  @ApiResponse(responseCode = "200", description = "The model that answers now")
  @ApiResponse(
      responseCode = "400",
      description = "The body is not such an object",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "404",
      description = "There is no such model",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "422",
      description = "The model's bundle is broken; nothing has changed",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  Row activate(HttpServletRequest request) throws IOException;

  @Operation(
      operationId = "rollback",
      summary = "Have the model answer that did before",
      description =
          "Each further call goes back one more. Models that were deleted or broke since are passed"
              + " over.")
  @ApiResponse(responseCode = "200", description = "The model that answers now")
  @ApiResponse(
      responseCode = "409",
      description = "No model that is still there was active before",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  RolledBack rollback(HttpServletRequest request);

  @Operation(
      operationId = "deleteModel",
      summary = "Delete all versions of a model",
      description = "All or none: not if one of them is active or comes with the service.")
  @ApiResponse(responseCode = "204", description = "They are gone")
  @ApiResponse(
      responseCode = "404",
      description = "There is no such model",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "409",
      description = "One of them is active, or comes with the service",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  void delete(@ModelName String name, HttpServletRequest request);

  @Operation(
      operationId = "deleteVersion",
      summary = "Delete a version of a model",
      description = "Its version is never given again. Calls that work with it are finished.")
  @ApiResponse(responseCode = "204", description = "It is gone")
  @ApiResponse(
      responseCode = "404",
      description = "There is no such model",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "409",
      description = "It is active, or comes with the service",
      content =
          @Content(
              mediaType = PROBLEM,
              schema = @Schema(implementation = Problem.class),
              examples = @ExampleObject(name = "model-is-active", value = ACTIVE)))
  void delete(@ModelName String name, @ModelVersion String version, HttpServletRequest request);
}
