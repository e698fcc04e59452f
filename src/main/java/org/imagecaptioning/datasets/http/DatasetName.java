package org.imagecaptioning.datasets.http;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.imagecaptioning.names.Names;

/** The name of a dataset in a path, as the OpenAPI document tells it. */
@Parameter(schema = @Schema(type = "string", example = "mine", pattern = Names.WHOLE))
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@interface DatasetName {}
