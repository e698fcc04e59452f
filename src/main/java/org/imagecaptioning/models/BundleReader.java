package org.imagecaptioning.models;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.imagecaptioning.captioner.Vocabulary;
import org.imagecaptioning.hashes.Sha256;

/**
 * Reads bundles and trusts none: whatever is wrong with one is a {@link BundleException} that names
 * the entry at fault, before anything of it is used. Whether the encoder runs, only running it
 * tells.
 */
public final class BundleReader {

  private final BundleLimits limits;

  public BundleReader() {
    this(BundleLimits.DEFAULT);
  }

  BundleReader(BundleLimits limits) {
    this.limits = limits;
  }

  /** A bundle in a file. */
  public Bundle read(Path file) {
    return read(new BundleSource.InFile(file));
  }

  /**
   * A bundle in memory.
   *
   * @param name what messages call it
   */
  public Bundle read(String name, byte[] bytes) {
    return read(new BundleSource.InMemory(name, bytes));
  }

  Bundle read(BundleSource source) {
    try (BundleZip zip = open(source)) {
      Manifest manifest = manifest(zip);
      byte[] encoder =
          zip.has(BundleEntries.ENCODER)
              ? hashed(zip, BundleEntries.ENCODER, manifest)
              : new byte[0];
      byte[] parameters = hashed(zip, BundleEntries.PARAMETERS, manifest);
      byte[] vocabulary = hashed(zip, BundleEntries.VOCABULARY, manifest);
      return new Bundle(manifest, encoder, Safetensors.read(parameters), vocabulary(vocabulary));
    } catch (IOException e) {
      throw unreadable(source, e);
    }
  }

  /** What can be told of a bundle without unpacking it. */
  Summary summary(BundleSource source) {
    try (BundleZip zip = open(source)) {
      Manifest manifest = manifest(zip);
      boolean brings = zip.has(BundleEntries.ENCODER);
      return new Summary(manifest, brings ? zip.size(BundleEntries.ENCODER) : 0);
    } catch (IOException e) {
      throw unreadable(source, e);
    }
  }

  /**
   * What can be told of a bundle without unpacking it.
   *
   * @param encoderBytes of its encoder, unpacked; 0 if it brings none
   */
  record Summary(Manifest manifest, long encoderBytes) {}

  /** The bundle's entries, checked to be no others than those there should be. */
  BundleZip open(BundleSource source) throws IOException {
    return BundleZip.open(source.name(), source.open(), limits);
  }

  private static BundleException unreadable(BundleSource source, IOException e) {
    return new BundleException(source.name(), "it cannot be read: " + e, e);
  }

  Manifest manifest(BundleZip zip) {
    Manifest manifest = ManifestJson.read(zip.read(BundleEntries.MANIFEST));
    Map<String, String> hashes = manifest.sha256();
    List<String> hashed = BundleEntries.hashed(manifest.encoder());
    if (!hashes.keySet().equals(Set.copyOf(hashed))) {
      throw new BundleException(
          BundleEntries.MANIFEST,
          "sha256 has hashes of %s, not of %s".formatted(hashed, hashes.keySet()));
    }
    boolean brings = hashed.contains(BundleEntries.ENCODER);
    if (brings != zip.has(BundleEntries.ENCODER)) {
      throw new BundleException(
          BundleEntries.ENCODER,
          brings
              ? "the entry is missing"
              : "the manifest names a configured network instead, so there is no such entry");
    }
    return manifest;
  }

  /**
   * Checks that the entries are those that the manifest tells of, without keeping any in memory.
   * Whether they are of use, only reading them tells.
   */
  Manifest checkHashes(BundleSource source) {
    try (BundleZip zip = open(source)) {
      Manifest manifest = manifest(zip);
      for (String entry : BundleEntries.hashed(manifest.encoder())) {
        requireHash(entry, zip.sha256(entry), manifest);
      }
      return manifest;
    } catch (IOException e) {
      throw unreadable(source, e);
    }
  }

  private static byte[] hashed(BundleZip zip, String entry, Manifest manifest) {
    byte[] bytes = zip.read(entry);
    requireHash(entry, Sha256.of(bytes), manifest);
    return bytes;
  }

  private static void requireHash(String entry, String hash, Manifest manifest) {
    if (!hash.equals(manifest.sha256().get(entry))) {
      throw new BundleException(
          entry,
          "the entry was changed: its SHA-256 is %s, the manifest says %s"
              .formatted(hash, manifest.sha256().get(entry)));
    }
  }

  private static Vocabulary vocabulary(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (!text.endsWith("\n")) {
        throw new BundleException(BundleEntries.VOCABULARY, "its last line has no end");
      }
      // Not lines(): a word may not end in a carriage return that nobody sees.
      List<String> words = List.of(text.substring(0, text.length() - 1).split("\n", -1));
      return new Vocabulary(words);
    } catch (CharacterCodingException e) {
      throw new BundleException(BundleEntries.VOCABULARY, "it is not UTF-8", e);
    } catch (IllegalArgumentException e) {
      throw new BundleException(BundleEntries.VOCABULARY, String.valueOf(e.getMessage()), e);
    }
  }
}
