"""Keras on several workers: tf.distribute's MultiWorkerMirroredStrategy, each with its part of every batch.

`fit` fails under it with Keras 3.15, so the step is written out: gradients, their sum over all workers, Adam.
"""
import keras
import numpy as np
import tensorflow as tf

from keras_model import Seq2Seq
from serve import load, serve, timed


class Program:
    def prepare(self, workload, rank, workers):
        strategy = tf.distribute.MultiWorkerMirroredStrategy()  # reads TF_CONFIG
        w = load(workload)
        keras.utils.set_random_seed(w["seed"])
        v, batch = w["vocabulary"], w["batch"]
        notes = lambda: keras.Input((None, v))
        model = Seq2Seq(v, w["units"], w["dropout"], notes, lambda: lambda x: x, "linear").training
        optimizer = keras.optimizers.Adam(w["learningRate"])
        optimizer.build(model.trainable_variables)
        targets = np.array(w["windows"], np.int32)
        decoder = np.concatenate([np.full_like(targets[:, :1], -1), targets[:, :-1]], axis=1)
        share = batch // workers
        own = lambda a, i: tf.constant(a[i * batch + rank * share : i * batch + (rank + 1) * share])
        self.batches = [(own(targets, i), own(decoder, i)) for i in range(len(targets) // batch)]
        self.done = 0

        def compute(target, song):
            with tf.GradientTape() as tape:
                logits = model([tf.one_hot(target, v), tf.one_hot(song, v)], training=True)
                losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=target, logits=logits)
                loss = tf.reduce_sum(losses) / (batch * target.shape[1])
            gradients = tape.gradient(loss, model.trainable_variables)
            context = tf.distribute.get_replica_context()
            return context.all_reduce(tf.distribute.ReduceOp.SUM, [loss, *gradients])

        @tf.function
        def step(target, song):
            loss, *gradients = strategy.run(compute, args=(target, song))
            optimizer.apply(gradients, model.trainable_variables)
            return loss

        self.step = step
        return {"versions": f"Keras {keras.__version__} on TensorFlow {tf.__version__}, {strategy.num_replicas_in_sync} workers"}

    def train(self, steps):
        def some():
            losses = []
            for _ in range(steps):
                losses.append(float(self.step(*self.batches[self.done % len(self.batches)])))
                self.done += 1
            return losses

        seconds, losses = timed(some)
        return {"seconds": seconds, "losses": losses}


program = Program()
serve({name: getattr(program, name) for name in ("prepare", "train")})
