/*
 * Preloaded into PostgreSQL (LD_PRELOAD): makes each fsync slower, and remembers what a power cut would take away.
 *
 *   SLOW_SYNC_US=4000       microseconds added to each fsync and fdatasync
 *   UNSYNCED_DATA=folder    files below it are watched, so that store-suffers-unsynced.ts can put back what was not synced ...
 *   UNSYNCED_UNDO=folder    ... from here: for each file, by inode, the old bytes and the old length before each change
 *
 * A record is written before the change it undoes, both under a lock that ends with its process: a kill between the two leaves
 * a record that restores what is there. fsync and fdatasync throw a file's records away. sync_file_range starts writing and
 * promises nothing, so it throws away nothing. Not watched: creating, renaming and removing files, O_TRUNC, what stdio and mmap write
 * (PostgreSQL writes only caches and statistics that way). 64-bit Linux with glibc.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

struct record {
  uint64_t offset;
  uint64_t size_before;
  uint64_t length;
};

static const char *data_folder;
static const char *undo_folder;
static long slow_us;

__attribute__((constructor)) static void read_settings(void) {
  const char *slow = getenv("SLOW_SYNC_US");
  const char *data = getenv("UNSYNCED_DATA"), *undo = getenv("UNSYNCED_UNDO");
  slow_us = slow == NULL ? 0 : atol(slow);
  if (data == NULL || undo == NULL) return;
  data_folder = strdup(data); /* PostgreSQL writes its process titles over its environment */
  undo_folder = strdup(undo);
}

/* A fault of this file's own must not pass for a fault of PostgreSQL's. */
static void give_up(const char *what) {
  dprintf(STDERR_FILENO, "unsynced: %s: %s\n", what, strerror(errno));
  abort();
}

/* The lock file is read by whoever ends the server, and is no data. */
static int is_data(int fd) {
  char link[64], path[PATH_MAX];
  size_t below = strlen(data_folder);
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = '\0';
  return strncmp(path, data_folder, below) == 0 && path[below] == '/' && strstr(path, "/postmaster.") == NULL;
}

static int open_undo(const struct stat *now, int flags) {
  char name[PATH_MAX];
  snprintf(name, sizeof name, "%s/%lu", undo_folder, (unsigned long)now->st_ino);
  int undo = open(name, O_RDWR | O_APPEND | O_CLOEXEC | flags, 0600);
  if (undo < 0) return -1;
  while (flock(undo, LOCK_EX) != 0)
    if (errno != EINTR) give_up("flock");
  return undo;
}

/* The file's records, locked until they are closed; -1 = not watched. */
static int records_of(int fd, struct stat *now) {
  if (undo_folder == NULL || fstat(fd, now) != 0 || !S_ISREG(now->st_mode) || now->st_nlink == 0 || !is_data(fd)) return -1;
  int undo = open_undo(now, O_CREAT);
  if (undo < 0) give_up("records");
  if (fstat(fd, now) != 0) give_up("fstat"); /* it may have grown while another held the lock */
  return undo;
}

static void append(int undo, const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t written = syscall(SYS_write, undo, bytes, length);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) give_up("record");
    bytes += written;
    length -= (size_t)written;
  }
}

/* Some files are open for writing alone. */
static ssize_t read_old(int fd, char *into, size_t length, off_t offset) {
  char link[64];
  ssize_t got = pread(fd, into, length, offset);
  if (got >= 0 || errno != EBADF) return got;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  int readable = open(link, O_RDONLY | O_CLOEXEC);
  got = readable < 0 ? -1 : pread(readable, into, length, offset);
  close(readable);
  return got;
}

static void remember(int undo, int fd, const struct stat *now, off_t offset, size_t length) {
  uint64_t size = (uint64_t)now->st_size, from = (uint64_t)offset;
  uint64_t old = from >= size ? 0 : size - from < length ? size - from : length;
  char *whole = malloc(sizeof(struct record) + old);
  if (whole == NULL) give_up("memory");
  struct record head = {from, size, old};
  memcpy(whole, &head, sizeof head);
  if (old > 0 && read_old(fd, whole + sizeof head, old, offset) != (ssize_t)old) give_up("old bytes");
  append(undo, whole, sizeof head + old);
  free(whole);
}

/* What stood at [offset, offset + length) before it is written over. */
static int before_write(int fd, off_t offset, size_t length) {
  struct stat now;
  int undo = records_of(fd, &now);
  if (undo >= 0) remember(undo, fd, &now, offset, length);
  return undo;
}

static long after(int undo, long result) {
  int error = errno;
  if (undo >= 0) close(undo);
  errno = error;
  return result;
}

static off_t place_of(int fd) {
  struct stat now;
  int flags = fcntl(fd, F_GETFL);
  if (flags >= 0 && (flags & O_APPEND) != 0 && fstat(fd, &now) == 0) return now.st_size;
  return lseek(fd, 0, SEEK_CUR);
}

static size_t total(const struct iovec *parts, int count) {
  size_t sum = 0;
  for (int i = 0; i < count; i++) sum += parts[i].iov_len;
  return sum;
}

ssize_t write(int fd, const void *bytes, size_t length) {
  off_t place = undo_folder == NULL ? -1 : place_of(fd);
  int undo = place < 0 ? -1 : before_write(fd, place, length);
  return after(undo, syscall(SYS_write, fd, bytes, length));
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  off_t place = undo_folder == NULL ? -1 : place_of(fd);
  int undo = place < 0 ? -1 : before_write(fd, place, total(parts, count));
  return after(undo, syscall(SYS_writev, fd, parts, count));
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
  return after(before_write(fd, offset, length), syscall(SYS_pwrite64, fd, bytes, length, offset));
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) { return pwrite(fd, bytes, length, offset); }

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
  return after(before_write(fd, offset, total(parts, count)), syscall(SYS_pwritev, fd, parts, count, offset, 0));
}

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) { return pwritev(fd, parts, count, offset); }

int ftruncate(int fd, off_t length) {
  struct stat now;
  int undo = records_of(fd, &now);
  if (undo >= 0) remember(undo, fd, &now, length, length < now.st_size ? (size_t)(now.st_size - length) : 0);
  return (int)after(undo, syscall(SYS_ftruncate, fd, length));
}

int ftruncate64(int fd, off64_t length) { return ftruncate(fd, length); }

/* Grows a file and writes over nothing. */
int fallocate(int fd, int mode, off_t offset, off_t length) {
  int undo = before_write(fd, offset, mode == 0 ? 0 : (size_t)length);
  return (int)after(undo, syscall(SYS_fallocate, fd, mode, offset, length));
}

int fallocate64(int fd, int mode, off64_t offset, off64_t length) { return fallocate(fd, mode, offset, length); }

int posix_fallocate(int fd, off_t offset, off_t length) { return fallocate(fd, 0, offset, length) == 0 ? 0 : errno; }

int posix_fallocate64(int fd, off64_t offset, off64_t length) { return posix_fallocate(fd, offset, length); }

static int sync_with(long call, int fd) {
  struct stat now;
  int undo = records_of(fd, &now);
  struct timespec nap = {slow_us / 1000000, slow_us % 1000000 * 1000};
  while (slow_us > 0 && nanosleep(&nap, &nap) != 0 && errno == EINTR) continue;
  long result = syscall(call, fd);
  if (result == 0 && undo >= 0 && syscall(SYS_ftruncate, undo, 0) != 0) give_up("synced");
  return (int)after(undo, result);
}

int fsync(int fd) { return sync_with(SYS_fsync, fd); }

int fdatasync(int fd) { return sync_with(SYS_fdatasync, fd); }

/* The inode may be another file's soon: records of the one that goes must not be put into that one. */
static void forget(const char *path) {
  struct stat now;
  if (undo_folder == NULL || lstat(path, &now) != 0 || !S_ISREG(now.st_mode) || now.st_nlink != 1) return;
  int undo = open_undo(&now, 0);
  if (undo < 0) return;
  if (syscall(SYS_ftruncate, undo, 0) != 0) give_up("forgotten");
  close(undo);
}

int unlink(const char *path) {
  forget(path);
  return (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

int rename(const char *from, const char *to) {
  forget(to);
  return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}
