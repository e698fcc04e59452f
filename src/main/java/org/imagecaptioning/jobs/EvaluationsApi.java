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

/** Evaluations as the OpenAPI document tells them. */
@Tag(name = "evaluation", description = "How good the captions of a model are, as jobs")
@ApiResponse(
    responseCode = "503",
    description = "The database of the jobs does not answer; Retry-After says when to try again",
    content =
        @Content(
            mediaType = EvaluationsApi.PROBLEM,
            schema = @Schema(implementation = Problem.class)))
interface EvaluationsApi {

  String PROBLEM = MediaType.APPLICATION_PROBLEM_JSON_VALUE;

  String BODY =
      """
      {"model": "mine:1", "dataset": "mine", "split": "test", "beamSize": 5}""";

  @Operation(
      operationId = "evaluate",
      summary = "Score a model on a split of a dataset",
      description =
          "Answers at once with a job, whose `evaluation` holds BLEU-1 to 4, ROUGE-L and CIDEr when it"
              + " has succeeded.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON_VALUE,
                      schema = @Schema(implementation = EvaluationBody.class),
                      examples = @ExampleObject(value = BODY))))
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
      description =
          "The body is no JSON object, a property is unknown or wrong, the split is empty",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "422",
      description = "The Idempotency-Key was used for another body",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "404",
      description = "There is no such dataset or model",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  ResponseEntity<JobView> evaluate(HttpServletRequest request) throws IOException;

  @Operation(operationId = "evaluations", summary = "List evaluations, newest first")
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
  JobList evaluations(HttpServletRequest request);

  @Operation(operationId = "evaluation", summary = "How an evaluation stands")
  @ApiResponse(
      responseCode = "200",
      description = "The job",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = JobView.class)))
  @ApiResponse(
      responseCode = "404",
      description = "There is no such job",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  JobView evaluation(@JobId String id, HttpServletRequest request);

  @Operation(
      operationId = "evaluationEvents",
      summary = "Follow an evaluation",
      description =
          "Server-sent events: `state` at once and at each change, `progress` once a second, `done`"
              + " at the end.")
  @ApiResponse(
      responseCode = "200",
      description = "Events until the job has ended",
      content =
          @Content(
              mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
              schema = @Schema(implementation = ServerSentEvent.class)))
  @ApiResponse(
      responseCode = "404",
      description = "There is no such job",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  SseEmitter evaluationEvents(@JobId String id, HttpServletRequest request);

  @Operation(operationId = "cancelEvaluation", summary = "Cancel an evaluation")
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
  ResponseEntity<JobView> cancelEvaluation(@JobId String id, HttpServletRequest request);
}
