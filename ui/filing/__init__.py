"""收材料 (F4): a printed paper of ours comes back, is put under the camera, and goes to its case by its code."""
