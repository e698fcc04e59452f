package org.imagecaptioning.datasets;

/** What a data set has of an image: all of its images have the same. */
public sealed interface ImageSource permits PictureFile, GivenFeatures {}
