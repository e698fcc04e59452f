package org.imagecaptioning.captions;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Encoding;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.imagecaptioning.web.Problem;
import org.imagecaptioning.web.ServerSentEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** POST /captions as the OpenAPI document tells it. */
@Tag(name = "captions", description = "Pictures in, sentences out")
interface CaptionsApi {

  String PROBLEM = MediaType.APPLICATION_PROBLEM_JSON_VALUE;
  String BROKEN =
      """
      {"type": "urn:problem:captioning:broken-image", "title": "Broken image", "status": 422,
       "detail": "The JPEG is cut off or damaged", "instance": "/captions"}""";
  String UNKNOWN_PARAMETER =
      """
      {"type": "urn:problem:captioning:unknown-parameter", "title": "Unknown parameter",
       "status": 400, "detail": "There is no parameter 'beams'; there are model, strategy, \
      beamSize, candidates, maxLength, minLength, lengthPenalty, temperature, topK, topP, seed, \
      detail.", "instance": "/captions"}""";

  String EVENTS =
      """
      event: word
      data: {"index":0,"text":"a"}

      event: word
      data: {"index":0,"text":"dog"}

      event: caption
      data: {"index":0,"image":{"name":"dog.jpg"},"captions":[{"text":"a dog"}],"timings":{}}

      event: done
      data: {"model":{"name":"flickr8k-attention","version":"1"}}

      """;

  /** The multipart form: one or more parts named {@code image}. */
  @Schema(
      name = "Images",
      requiredProperties = "image",
      additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
  record Images(
      @ArraySchema(
              minItems = 1,
              maxItems = 32,
              arraySchema =
                  @Schema(
                      description =
                          "JPEG, PNG, GIF, BMP or WebP; at most 20 MB each, 32 in a call"))
          List<ImageBytes> image) {}

  /** Bytes of a picture. */
  @Schema(type = "string", format = "binary")
  interface ImageBytes {}

  @Operation(
      operationId = "caption",
      summary = "Caption one or more pictures",
      description =
          "Send a multipart form with one or more parts named `image`, or one picture as the body."
              + " What a file is, its bytes decide. Defaults are those of a model that brings none of"
              + " its own. With `Accept: text/plain` the answer is the best caption of each"
              + " picture, one a line; a line for a picture that failed begins with `#`. With `Accept:"
              + " text/event-stream` each word of the best caption is sent as soon as it is final, as the"
              + " event `word`, then `caption` or `problem` for each picture, at the end `done`. With"
              + " `Accept: image/png` the answer is a sheet: the one picture sent, then for each word of"
              + " its best caption where a model with attention looked before it.",
      requestBody =
          @RequestBody(
              required = true,
              content = {
                @Content(
                    mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                    schema = @Schema(implementation = Images.class),
                    encoding =
                        @Encoding(
                            name = "image",
                            contentType =
                                "image/jpeg, image/png, image/gif, image/bmp, image/webp")),
                @Content(
                    mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                    schema = @Schema(type = "string", format = "binary"))
              }))
  @Parameter(
      name = "model",
      in = ParameterIn.QUERY,
      description = "`name` for its newest version, or `name:version`; if absent, the active model",
      schema = @Schema(type = "string"))
  @Parameter(
      name = "strategy",
      in = ParameterIn.QUERY,
      description = "How words are chosen; default beam",
      schema =
          @Schema(
              type = "string",
              allowableValues = {"beam", "greedy", "sample"}))
  @Parameter(
      name = "beamSize",
      in = ParameterIn.QUERY,
      description = "Captions in the making that a beam search keeps; default 3",
      schema = @Schema(type = "integer", minimum = "1", maximum = "20"))
  @Parameter(
      name = "candidates",
      in = ParameterIn.QUERY,
      description = "Captions given: at most beamSize with beam, 1 with greedy; default 1",
      schema = @Schema(type = "integer", minimum = "1", maximum = "20"))
  @Parameter(
      name = "maxLength",
      in = ParameterIn.QUERY,
      description = "The most words in a caption; default 20",
      schema = @Schema(type = "integer", minimum = "1", maximum = "50"))
  @Parameter(
      name = "minLength",
      in = ParameterIn.QUERY,
      description = "The fewest words in a caption, at most maxLength; default 1",
      schema = @Schema(type = "integer", minimum = "1", maximum = "50"))
  @Parameter(
      name = "lengthPenalty",
      in = ParameterIn.QUERY,
      description =
          "a: a caption of n words, its end counted, is ranked by its log-probability divided by n^a; default 0.7",
      schema = @Schema(type = "number", minimum = "0", maximum = "2"))
  @Parameter(
      name = "temperature",
      in = ParameterIn.QUERY,
      description =
          "With sample: scores are divided by it; above 1 the words get bolder; default 1",
      schema = @Schema(type = "number", minimum = "0.01", maximum = "10"))
  @Parameter(
      name = "topK",
      in = ParameterIn.QUERY,
      description =
          "With sample: only the k most probable words are drawn from; 0 for all; default 0",
      schema = @Schema(type = "integer", minimum = "0", maximum = "2147483647"))
  @Parameter(
      name = "topP",
      in = ParameterIn.QUERY,
      description =
          "With sample: only the most probable words that together reach this probability are drawn"
              + " from; above 0; default 1",
      schema = @Schema(type = "number", minimum = "0.000001", maximum = "1"))
  @Parameter(
      name = "seed",
      in = ParameterIn.QUERY,
      description =
          "With sample: the same seed gives the same words; if absent, drawn, and told in the answer",
      schema =
          @Schema(type = "integer", format = "int64", minimum = "0", maximum = "9007199254740991"))
  @Parameter(
      name = "detail",
      in = ParameterIn.QUERY,
      description =
          "tokens: each word with its log-probability; attention: also with how much the model"
              + " looked at each place of the grid before it, if it is a model with attention",
      schema =
          @Schema(
              type = "string",
              allowableValues = {"tokens", "attention"}))
  @ApiResponse(
      responseCode = "200",
      description = "A result for each picture, in their order",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = CaptionsResponse.class)),
        @Content(
            mediaType = MediaType.TEXT_PLAIN_VALUE,
            schema = @Schema(type = "string", example = "a dog runs through the grass\n")),
        @Content(
            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
            schema = @Schema(implementation = ServerSentEvent.class),
            examples = @ExampleObject(name = "events", value = EVENTS)),
        @Content(
            mediaType = MediaType.IMAGE_PNG_VALUE,
            schema =
                @Schema(
                    type = "string",
                    format = "binary",
                    description =
                        "The picture, and for each word a copy that is bright where the model looked"))
      })
  @ApiResponse(
      responseCode = "400",
      description =
          "The query, the multipart body or the number of pictures is wrong, or a picture is empty",
      content =
          @Content(
              mediaType = PROBLEM,
              schema = @Schema(implementation = Problem.class),
              examples = @ExampleObject(name = "unknown-parameter", value = UNKNOWN_PARAMETER)))
  @ApiResponse(
      responseCode = "404",
      description = "There is no such model",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "406",
      description =
          "None of application/json, text/plain, text/event-stream and image/png is accepted, or a"
              + " PNG is, of several pictures",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "413",
      description = "The call, or the picture, is too large, or has too many pixels",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "415",
      description = "The body, or the picture, is of a type that is not taken",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "421",
      description = "This process works on jobs alone; others that share its home caption",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "422",
      description = "The picture is broken, or the model cannot give the detail asked for",
      content =
          @Content(
              mediaType = PROBLEM,
              schema = @Schema(implementation = Problem.class),
              examples = @ExampleObject(name = "broken-image", value = BROKEN)))
  @ApiResponse(
      responseCode = "503",
      description =
          "There is too much to do, or no memory for the model now; Retry-After says when to try again",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "507",
      description = "There is no room on the disk for pictures that are too large for memory",
      content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = Problem.class)))
  @Nullable CaptionsResponse caption(HttpServletRequest request, HttpServletResponse response)
      throws IOException;
}
