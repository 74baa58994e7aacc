package org.fovea.inference.engine;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtModel;
import ai.djl.translate.NoopTranslator;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One TorchScript network on one device. Every call uses the same shape, the last batch being
 * filled up, since libtorch keeps memory for each shape it meets. To be used by one thread only.
 */
public final class TorchNetwork implements AutoCloseable {
  private final Model model;
  private final Predictor<NDList, NDList> predictor;
  private final Shape input;
  private final int outputValues;
  private final float[] zeros;

  /**
   * Loads a network.
   *
   * @param device {@code cpu} or {@code cuda:n}
   * @param inputShape channels, rows, columns
   * @param outputShape likewise
   * @throws IOException if the file cannot be read as TorchScript
   */
  public TorchNetwork(Path file, String device, int batch, int[] inputShape, int[] outputShape)
      throws IOException {
    TorchRuntime.engine();
    this.model = Model.newInstance("network", device(device), "PyTorch");
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      ((PtModel) model).load(in, null);
    } catch (Exception e) {
      model.close();
      throw new IOException("not a TorchScript network: " + file, e);
    }
    this.predictor = model.newPredictor(new NoopTranslator(null));
    this.input = new Shape(batch, inputShape[0], inputShape[1], inputShape[2]);
    this.outputValues = outputShape[0] * outputShape[1] * outputShape[2];
    this.zeros = new float[(int) input.size()];
  }

  private static Device device(String id) {
    return id.startsWith("cuda") ? Device.gpu(Integer.parseInt(id.substring(5))) : Device.cpu();
  }

  /** Number of items of one call. */
  public int batch() {
    return (int) input.get(0);
  }

  /** Number of values of one item's input. */
  public int inputValues() {
    return (int) (input.size() / input.get(0));
  }

  /**
   * Runs one batch.
   *
   * @param items {@code inputValues()} values an item, at most {@code batch()} items
   * @param count number of items
   * @return output values, item by item, of the items given
   * @throws IOException if the network fails or answers in another shape
   */
  public float[] run(float[] items, int count) throws IOException {
    System.arraycopy(items, 0, zeros, 0, count * inputValues());
    java.util.Arrays.fill(zeros, count * inputValues(), zeros.length, 0);
    try (NDManager manager = model.getNDManager().newSubManager()) {
      NDArray in = manager.create(FloatBuffer.wrap(zeros), input);
      NDList out = predictor.predict(new NDList(in));
      float[] values = out.singletonOrThrow().toFloatArray();
      out.close();
      if (values.length != batch() * outputValues) {
        throw new IOException("the network answered " + values.length + " values");
      }
      return count == batch() ? values : java.util.Arrays.copyOf(values, count * outputValues);
    } catch (ai.djl.translate.TranslateException | RuntimeException e) {
      throw new IOException("the network failed", e);
    }
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
  }
}
