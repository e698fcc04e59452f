package org.imagecaptioning.jobs;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.imagecaptioning.web.Problem;
import org.imagecaptioning.web.ServerSentEvent;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Trainings as the OpenAPI document tells them. */
@Tag(name = "training", description = "Captioners of one's own, as jobs that survive the process")
@ApiResponse(
    responseCode = "503",
    description = "The database of the jobs does not answer; Retry-After says when to try again",
    content =
        @Content(mediaType = TrainApi.PROBLEM, schema = @Schema(implementation = Problem.class)))
interface TrainApi {

  String PROBLEM = MediaType.APPLICATION_PROBLEM_JSON_VALUE;

  String SMALL =
      """
      {"dataset": "mine", "name": "mine"}""";
  String FULL =
      """
      {"dataset": "mine", "name": "mine", "cell": "lstm", "hidden": 512, "embedding": 256, \
      "epochs": 10, "batchSize": 64, "learningRate": 0.001, "patience": 3, "seed": 7, \
      "activate": "if-better"}""";
  String UNKNOWN_PROPERTY =
      """
      {"type": "urn:problem:captioning:unknown-property", "title": "Unknown property", \
      "status": 400, "detail": "There is no property 'epoch'; there are dataset, name, ...", \
      "instance": "/train"}""";
  String EVENTS =
      """
      id: 0
      event: state
      data: {"id": "6b0a52c1-5f0e-4d7c-9a51-1f6f4f3c7c11", "state": "running", ...}

      id: 1
      event: epoch
      data: {"epoch": 1, "loss": 3.1, "scores": {"CIDEr": 0.21, ...}, ...}

      """;

  @Operation(
      operationId = "train",
      summary = "Train a captioner",
      description =
          "Answers at once with a job. Only `dataset` and `name` are needed: what else suits, the"
              + " size of the dataset decides. `activate` is never, always or if-better; with keys, the"
              + " last two need the scope admin. With an `Idempotency-Key` header a request that is sent"
              + " again makes no second job.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON_VALUE,
                      schema = @Schema(implementation = TrainBody.class),
                      examples = {
                        @ExampleObject(name = "defaults", value = SMALL),
                        @ExampleObject(name = "chosen", value = FULL)
                      })))
  @Parameter(
      name = "Idempotency-Key",
      in = ParameterIn.HEADER,
      description = "1 to 255 visible ASCII characters of the client's own",
      schema = @Schema(type = "string", pattern = "^[!-~]{1,255}$"))
  @ApiResponse(
      responseCode = "202",
      description = "The job",
      headers = @Header(name = "Location", schema = @Schema(type = "string")),
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = JobView.class)))
  @ApiResponse(
      responseCode = "400",
      description = "The body is no JSON object, or a property is unknown or wrong",
      content =
          @Content(
              mediaType = PROBLEM,
              schema = @Schema(implementation = Problem.class),
              examples = @ExampleObject(name = "unknown-property", value = UNKNOWN_PROPERTY)))
  @ApiResponse(
      responseCode = "404",
      description = "There is no such dataset or model",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "422",
      description = "The Idempotency-Key was used for another body",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  ResponseEntity<JobView> train(HttpServletRequest request) throws IOException;

  @Operation(operationId = "trainings", summary = "List trainings, newest first")
  @Parameter(
      name = "state",
      in = ParameterIn.QUERY,
      schema =
          @Schema(
              type = "string",
              allowableValues = {"queued", "running", "succeeded", "failed", "cancelled"}))
  @Parameter(
      name = "name",
      in = ParameterIn.QUERY,
      description = "Of the model",
      schema = @Schema(type = "string"))
  @Parameter(name = "dataset", in = ParameterIn.QUERY, schema = @Schema(type = "string"))
  @Parameter(
      name = "limit",
      in = ParameterIn.QUERY,
      description = "Jobs a page; default 50",
      schema = @Schema(type = "integer", minimum = "1", maximum = "200"))
  @Parameter(
      name = "before",
      in = ParameterIn.QUERY,
      description = "Only jobs made before the one with this id",
      schema = @Schema(type = "string", format = "uuid"))
  @ApiResponse(
      responseCode = "200",
      description = "A page of jobs; `next` leads to the next one",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = JobList.class)))
  @ApiResponse(
      responseCode = "404",
      description = "There is no such job to list those before",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  JobList trainings(HttpServletRequest request);

  @Operation(operationId = "training", summary = "How a training stands")
  @ApiResponse(
      responseCode = "200",
      description = "The job with the epochs that are done",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = JobView.class)))
  @ApiResponse(
      responseCode = "404",
      description = "There is no such job",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  JobView training(@JobId String id, HttpServletRequest request);

  @Operation(
      operationId = "trainingEvents",
      summary = "Follow a training",
      description =
          "Server-sent events: `state` at once and at each change, every `epoch` that is done,"
              + " `progress` once a second, `done` at the end. Whoever comes back with"
              + " `Last-Event-ID` gets the epochs that were missed.")
  @Parameter(
      name = "Last-Event-ID",
      in = ParameterIn.HEADER,
      description = "Of the last event that was received; one that is no number counts as none",
      schema = @Schema(type = "string"))
  @ApiResponse(
      responseCode = "200",
      description = "Events until the job has ended",
      content =
          @Content(
              mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
              schema = @Schema(implementation = ServerSentEvent.class),
              examples = @ExampleObject(name = "events", value = EVENTS)))
  @ApiResponse(
      responseCode = "404",
      description = "There is no such job",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  SseEmitter trainingEvents(@JobId String id, HttpServletRequest request);

  @Operation(
      operationId = "cancelTraining",
      summary = "Cancel a training",
      description =
          "One that is queued ends at once, one that runs writes a checkpoint and ends at its next"
              + " step.")
  @ApiResponse(
      responseCode = "202",
      description = "The job, cancelled or cancelling",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = JobView.class)))
  @ApiResponse(
      responseCode = "404",
      description = "There is no such job",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "409",
      description = "It has ended",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  ResponseEntity<JobView> cancelTraining(@JobId String id, HttpServletRequest request);

  @Operation(
      operationId = "resumeTraining",
      summary = "Go on with a training",
      description = "One that was cancelled or has failed goes on from its last checkpoint.")
  @ApiResponse(
      responseCode = "202",
      description = "The job, queued",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = JobView.class)))
  @ApiResponse(
      responseCode = "404",
      description = "There is no such job",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "409",
      description = "It has not ended, or has succeeded",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  ResponseEntity<JobView> resumeTraining(@JobId String id, HttpServletRequest request);
}
