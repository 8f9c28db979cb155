#!/bin/bash
# Four workers, one a node: sbatch deploy/slurm.sh --preset article     (in the project's root, on a disk that all nodes have)
# They stop with a checkpoint before the time is up; the same line again goes on from there.
#SBATCH --job-name=music-seq2seq
#SBATCH --nodes=4
#SBATCH --ntasks-per-node=1
#SBATCH --cpus-per-task=16
#SBATCH --time=12:00:00
#SBATCH --signal=TERM@300
#SBATCH --requeue
#SBATCH --open-mode=append
port=$((20000 + SLURM_JOB_ID % 10000)) # of its own: other jobs may be on the same nodes
[ "$SLURM_NNODES" = 1 ] || export WORKERS=$(scontrol show hostnames "$SLURM_JOB_NODELIST" | sed "s/\$/:$port/" | paste -sd, -)
for try in {1..12}; do
  srun --cpus-per-task="$SLURM_CPUS_PER_TASK" --kill-on-bad-exit=0 \
    bash -c 'RANK=$SLURM_PROCID exec node setup/main.mjs reproduce "$@"' worker "$@"
  code=$?
  case $code in 0 | 1 | 130 | 143) break ;; esac # finished, wrong or stopped; else a worker has died
  sleep 60 # in all, longer than the lock of a machine that is gone counts
done
exit $code
