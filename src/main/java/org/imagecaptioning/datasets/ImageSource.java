package org.imagecaptioning.datasets;

/** What a dataset has of an image: all of its images have the same. */
public sealed interface ImageSource permits PictureFile, GivenFeatures {}
