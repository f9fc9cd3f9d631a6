/*
 * Shows what a disk would hold after a power cut that loses every byte which was not flushed.
 *
 * A process that is killed loses nothing: what it wrote stays in the kernel's cache, flushed or
 * not. This library, loaded into a process with LD_PRELOAD, keeps a second folder beside the one
 * that the process writes in. A file's content gets there only when the process flushes the file,
 * so after a kill the second folder is what a power cut would have left.
 *
 *   POWERCUT_FROM   the folder that the process writes in, as an absolute path without links
 *   POWERCUT_TO     the folder that survives; it exists and is empty at the start
 *   POWERCUT_SLOW   how long every flush of a followed file takes longer, in milliseconds
 *
 * Beside the latter, "<POWERCUT_TO>.syncs" grows by one byte with every flush that was followed,
 * and "<POWERCUT_TO>.part" is the copy that is being made, if any.
 *
 * Only fsync and fdatasync are followed, because writing itself does not matter here: the content
 * is looked at when it is flushed. Hence
 *   - a file that was written, truncated or created, and not flushed, survives as it was before;
 *   - a file that was deleted comes back, unless its folder was flushed after that;
 *   - a file that is only mapped, like SQLite's -shm, does not survive. SQLite rebuilds that one.
 *   - a new file that was flushed survives even if its folder was not, as on ext4;
 *   - a rename is not followed: the file survives under the name that it was flushed under;
 *   - what is flushed otherwise (msync, O_DSYNC, sync_file_range) counts as lost. Such a program
 *     looks worse than it is, never better.
 *
 * Another thread may write while a file is being copied. Then some of its bytes survive, which a
 * real disk may do as well.
 */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

/* One copy at a time, so that an older content never replaces a newer one. */
static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

/* A test must not go on with a copy that is wrong. */
static void give_up(const char *what, const char *path) {
  fprintf(stderr, "powercut: can not %s %s: %s\n", what, path, strerror(errno));
  abort();
}

static void join(char *path, const char *folder, const char *rest) {
  if (snprintf(path, PATH_MAX, "%s%s", folder, rest) >= PATH_MAX) {
    errno = ENAMETOOLONG;
    give_up("name", rest);
  }
}

/* The part of an open file's path that comes after the watched folder, or NULL if it is elsewhere. */
static const char *path_inside(int fd, const char *from, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length < 0) {
    return NULL;
  }
  path[length] = '\0';
  size_t prefix = strlen(from);
  int inside = strncmp(path, from, prefix) == 0 && (path[prefix] == '/' || path[prefix] == '\0');
  return inside ? path + prefix : NULL;
}

/* Makes the folders that lead to a file. */
static void make_parents(char *path, size_t existing) {
  for (char *slash = strchr(path + existing + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    if (mkdir(path, 0700) != 0 && errno != EEXIST) {
      give_up("create", path);
    }
    *slash = '/';
  }
}

/*
 * Reads through the caller's own descriptor. Closing another descriptor of the same file would drop
 * all locks that this process holds on it, and SQLite relies on such locks. A descriptor that can
 * only be written leaves no choice.
 */
static void copy_content(int fd, const char *to) {
  int target = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (target < 0) {
    give_up("create", to);
  }
  int source = fd;
  if ((fcntl(fd, F_GETFL) & O_ACCMODE) == O_WRONLY) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    source = open(link, O_RDONLY | O_CLOEXEC);
  }
  off_t offset = 0;
  ssize_t sent;
  do {
    sent = sendfile(target, source, &offset, 1 << 30);
  } while (sent > 0 || (sent < 0 && errno == EINTR));
  if (sent < 0) {
    give_up("copy to", to);
  }
  close(target);
  if (source != fd) {
    close(source);
  }
}

/* The rename puts the new content there at once: a kill never leaves half of it. */
static void keep_file(int fd, const char *to, const char *inside) {
  char part[PATH_MAX];
  char kept[PATH_MAX];
  join(part, to, ".part");
  join(kept, to, inside);
  make_parents(kept, strlen(to));
  copy_content(fd, part);
  if (rename(part, kept) != 0) {
    give_up("rename to", kept);
  }
}

/* A flushed folder no longer has the files that were deleted from it. */
static void forget_deleted(const char *present, const char *to, const char *inside) {
  char kept[PATH_MAX];
  join(kept, to, inside);
  DIR *folder = opendir(kept);
  if (!folder) {
    return;
  }
  for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
    char name[NAME_MAX + 2];
    char original[PATH_MAX];
    snprintf(name, sizeof name, "/%s", entry->d_name);
    join(original, present, name);
    if (access(original, F_OK) != 0 && errno == ENOENT) {
      unlinkat(dirfd(folder), entry->d_name, 0);
    }
  }
  closedir(folder);
}

static void count_sync(const char *to) {
  char counter[PATH_MAX];
  join(counter, to, ".syncs");
  int fd = open(counter, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (fd < 0 || write(fd, ".", 1) != 1) {
    give_up("write to", counter);
  }
  close(fd);
}

static void follow(int fd) {
  const char *from = getenv("POWERCUT_FROM");
  const char *to = getenv("POWERCUT_TO");
  char path[PATH_MAX];
  struct stat file;
  const char *inside = from && to ? path_inside(fd, from, path) : NULL;
  if (!inside || fstat(fd, &file) != 0) {
    return;
  }
  const char *slow = getenv("POWERCUT_SLOW");
  if (slow) {
    usleep((useconds_t)atoi(slow) * 1000);
  }
  pthread_mutex_lock(&one_at_a_time);
  if (S_ISDIR(file.st_mode)) {
    forget_deleted(path, to, inside);
  } else if (S_ISREG(file.st_mode) && file.st_nlink > 0) {
    keep_file(fd, to, inside);
    count_sync(to);
  }
  pthread_mutex_unlock(&one_at_a_time);
}

static int flush(const char *function, int fd) {
  int (*original)(int) = (int (*)(int))dlsym(RTLD_NEXT, function);
  int result = original(fd);
  if (result == 0) {
    int before = errno;
    follow(fd);
    errno = before;
  }
  return result;
}

int fsync(int fd) { return flush("fsync", fd); }

int fdatasync(int fd) { return flush("fdatasync", fd); }
