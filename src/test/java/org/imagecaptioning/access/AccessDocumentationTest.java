package org.imagecaptioning.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessDocumentationTest {

  private final Operation caption = new Operation();
  private final Operation train = new Operation();
  private final Operation root = new Operation();
  private final OpenAPI api =
      new OpenAPI()
          .path("/captions", new PathItem().post(caption))
          .path("/train", new PathItem().post(train))
          .path("/", new PathItem().get(root));

  @Test
  void withKeysEachCallNamesTheScopeThatItNeeds() {
    new AccessDocumentation(new AccessRules(false), true, false).customise(api);

    assertThat(api.getComponents().getSecuritySchemes().get("key"))
        .returns(SecurityScheme.Type.HTTP, SecurityScheme::getType)
        .returns("bearer", SecurityScheme::getScheme);
    assertThat(caption.getSecurity())
        .containsExactly(new SecurityRequirement().addList("key", "caption"));
    assertThat(train.getSecurity())
        .containsExactly(new SecurityRequirement().addList("key", "train"));
    assertThat(train.getResponses().keySet()).containsExactly("401", "403");
    assertThat(root.getSecurity()).isNull();
  }

  @Test
  void whatNeedsNoKeyDoesNotAskForOne() {
    new AccessDocumentation(new AccessRules(true), true, false).customise(api);

    assertThat(caption.getSecurity()).isNull();
    assertThat(caption.getResponses()).isNull();
  }

  @Test
  void withoutKeysThereIsNoSchemeAndWhatChangesSomethingMayBeForbidden() {
    new AccessDocumentation(new AccessRules(false), false, false).customise(api);

    assertThat(api.getComponents()).isNull();
    assertThat(List.of(caption, train, root))
        .extracting(Operation::getSecurity)
        .containsOnlyNulls();
    assertThat(train.getResponses().keySet()).containsExactly("403");
    assertThat(caption.getResponses()).isNull();
  }

  @Test
  void whereThereAreLimitsEachCallThatCountsMayBeRefusedAndTellsWhatIsLeft() {
    caption.responses(new ApiResponses().addApiResponse("200", new ApiResponse()));
    new AccessDocumentation(new AccessRules(false), false, true).customise(api);

    assertThat(caption.getResponses().keySet()).containsExactly("200", "429");
    assertThat(caption.getResponses().get("429").getHeaders().keySet())
        .containsExactlyInAnyOrder("Retry-After", "RateLimit", "RateLimit-Policy");
    assertThat(caption.getResponses().get("200").getHeaders().keySet())
        .containsExactlyInAnyOrder("RateLimit", "RateLimit-Policy");
    assertThat(root.getResponses()).isNull();
  }
}
