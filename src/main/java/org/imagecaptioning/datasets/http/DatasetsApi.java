package org.imagecaptioning.datasets.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
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
import org.imagecaptioning.datasets.store.StoredDataset;
import org.imagecaptioning.names.Names;
import org.imagecaptioning.web.Problem;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Datasets as the OpenAPI document tells them. */
@Tag(name = "datasets", description = "Captioned pictures to train and evaluate on")
interface DatasetsApi {

  String PROBLEM = MediaType.APPLICATION_PROBLEM_JSON_VALUE;

  String FOLDER =
      """
      {"name": "mine", "folder": "holidays/2026"}""";

  /** The multipart form. */
  @Schema(
      name = "DatasetUpload",
      requiredProperties = {"file", "name"},
      additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
  record Form(
      @Schema(type = "string", format = "binary", description = "A zip") String file,
      @Schema(example = "mine", pattern = Names.WHOLE) String name,
      @Schema(
              description = "Draws val where the dataset has none; default 1",
              minimum = "0",
              maximum = "9007199254740991")
          Long seed) {}

  /** A folder to register. */
  @Schema(
      name = "DatasetFolder",
      requiredProperties = {"name", "folder"},
      additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
  record Folder(
      @Schema(example = "mine", pattern = Names.WHOLE) String name,
      @Schema(example = "holidays/2026", description = "Below captioning.datasets.root")
          String folder,
      @Schema(
              description = "Draws val where the dataset has none; default 1",
              minimum = "0",
              maximum = "9007199254740991")
          Long seed) {}

  @Operation(
      operationId = "addDataset",
      summary = "Add a dataset",
      description =
          "Send a zip, as the part `file` of a form or as the body with `name` in the query; or JSON"
              + " that names a folder below `captioning.datasets.root`, which stays where it is."
              + " Everything is looked at before the answer, which tells what was left out and why."
              + " All of it is kept, or nothing.",
      requestBody =
          @RequestBody(
              required = true,
              content = {
                @Content(
                    mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                    schema = @Schema(implementation = Form.class),
                    encoding = @Encoding(name = "file", contentType = "application/zip")),
                @Content(
                    mediaType = "application/zip",
                    schema = @Schema(type = "string", format = "binary")),
                @Content(
                    mediaType = MediaType.APPLICATION_JSON_VALUE,
                    schema = @Schema(implementation = Folder.class),
                    examples = @ExampleObject(value = FOLDER))
              }))
  @Parameter(
      name = "name",
      in = ParameterIn.QUERY,
      description = "Where the zip is the body: the dataset's name",
      schema = @Schema(type = "string", pattern = Names.WHOLE))
  @Parameter(
      name = "seed",
      in = ParameterIn.QUERY,
      description = "Where the zip is the body: draws val where the dataset has none; default 1",
      schema =
          @Schema(type = "integer", format = "int64", minimum = "0", maximum = "9007199254740991"))
  @ApiResponse(
      responseCode = "201",
      description = "It is kept; `report` tells what is in it",
      headers = @Header(name = "Location", schema = @Schema(type = "string")),
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = StoredDataset.class)))
  @ApiResponse(
      responseCode = "400",
      description = "A part, parameter or property is missing, unknown, or not what it may be",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "403",
      description = "The folder is not below `captioning.datasets.root`",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "409",
      description = "There is a dataset of this name",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "413",
      description = "The zip is too large",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "415",
      description = "The body is neither a form, nor a zip, nor JSON",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "422",
      description = "The zip is broken or not safe to unpack, or is no dataset to train on",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "507",
      description = "There is no room on the disk",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  ResponseEntity<StoredDataset> add(HttpServletRequest request) throws IOException;

  @Operation(operationId = "datasets", summary = "List the datasets, by name")
  @Parameter(
      name = "limit",
      in = ParameterIn.QUERY,
      description = "Datasets a page; default 50",
      schema = @Schema(type = "integer", minimum = "1", maximum = "200"))
  @Parameter(
      name = "after",
      in = ParameterIn.QUERY,
      description = "Only those whose names come after this one",
      schema = @Schema(type = "string"))
  @ApiResponse(
      responseCode = "200",
      description = "A page of datasets, without lists of problems; `next` leads to the next one",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = DatasetList.class)))
  DatasetList list(HttpServletRequest request);

  @Operation(operationId = "dataset", summary = "What is in a dataset")
  @ApiResponse(
      responseCode = "200",
      description = "The dataset with its report",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = StoredDataset.class)))
  @ApiResponse(
      responseCode = "404",
      description = "There is no such dataset",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  StoredDataset show(@DatasetName String name, HttpServletRequest request);

  @Operation(
      operationId = "deleteDataset",
      summary = "Delete a dataset",
      description = "A folder that was registered in place stays as it is.")
  @ApiResponse(responseCode = "204", description = "It is gone")
  @ApiResponse(
      responseCode = "404",
      description = "There is no such dataset",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "409",
      description = "A job uses it",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  ResponseEntity<Void> delete(@DatasetName String name, HttpServletRequest request);
}
