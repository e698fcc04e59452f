package org.imagecaptioning.models;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.imagecaptioning.names.Names;

/** The name of a model in a path, as the OpenAPI document tells it. */
@Parameter(schema = @Schema(type = "string", example = "flickr8k-rnn", pattern = Names.WHOLE))
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@interface ModelName {}
