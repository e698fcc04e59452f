package org.imagecaptioning.captions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.imagecaptioning.captions.CaptionsResponse.Result;
import org.imagecaptioning.captions.CaptionsResponse.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;

/** Writes the best caption of each image, one a line; a failed image's line begins with #. */
@Component
class CaptionsText extends AbstractHttpMessageConverter<CaptionsResponse> {

  CaptionsText() {
    super(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8));
  }

  @Override
  protected boolean supports(Class<?> type) {
    return type == CaptionsResponse.class;
  }

  @Override
  protected boolean canRead(@Nullable MediaType type) {
    return false;
  }

  @Override
  protected CaptionsResponse readInternal(
      Class<? extends CaptionsResponse> type, HttpInputMessage message) {
    throw new HttpMessageNotReadableException("Captions are only written", message);
  }

  @Override
  protected void writeInternal(CaptionsResponse response, HttpOutputMessage message)
      throws IOException {
    StringBuilder lines = new StringBuilder();
    response.results().forEach(result -> lines.append(line(result)).append('\n'));
    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
    message.getHeaders().setContentLength(bytes.length);
    message.getBody().write(bytes);
  }

  private static String line(Result result) {
    List<Text> captions = result.captions();
    if (captions != null) {
      return captions.isEmpty() ? "" : captions.get(0).text();
    }
    ProblemDetail problem = result.problem();
    String name = result.image().name();
    String why = problem == null ? "" : String.valueOf(problem.getDetail());
    return ("# " + (name == null ? "" : name + ": ") + why).replaceAll("\\p{Cntrl}", " ");
  }
}
