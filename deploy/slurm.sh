#!/bin/bash
# Four workers, one a node: sbatch deploy/slurm.sh     (in the project's root, on a disk that all nodes have)
#SBATCH --job-name=music-seq2seq
#SBATCH --nodes=4
#SBATCH --ntasks-per-node=1
#SBATCH --cpus-per-task=16
#SBATCH --time=12:00:00
#SBATCH --signal=TERM@300
#SBATCH --requeue
workers=$(scontrol show hostnames "$SLURM_JOB_NODELIST" | sed 's/$/:7070/' | paste -sd, -)
srun --kill-on-bad-exit=0 bash -c "exec node setup/main.mjs reproduce --preset article --workers $workers --rank \$SLURM_PROCID"
