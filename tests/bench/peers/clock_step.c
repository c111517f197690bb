/* clock_step.c: tells a process another time of day, as if the system's clock had been set.
 *
 * Preloaded, it adds the nanoseconds in the file named by CLOCK_STEP_FILE, which may change at any
 * moment, to what clock_gettime(CLOCK_REALTIME), gettimeofday and time say. Clocks that nobody can
 * set stay as they are. Waits until a time of day end when they would had the clock been set.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>

#define SECOND INT64_C(1000000000)
#define OF_THE_DAY(time) ((time)->tv_sec > 1000000000) /* no machine runs for thirty years */
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static const volatile int64_t *step;

__attribute__((constructor)) static void find(void)
{
    const char *path = getenv("CLOCK_STEP_FILE");
    int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    void *seen = file < 0 ? MAP_FAILED : mmap(NULL, sizeof *step, PROT_READ, MAP_SHARED, file, 0);
    if (seen != MAP_FAILED)
        step = seen;
}

static struct timespec moved(const struct timespec *from, int64_t by)
{
    int64_t all = from->tv_sec * SECOND + from->tv_nsec + by;
    struct timespec to = {all / SECOND, all % SECOND};
    return to;
}

static struct timespec unmoved(const struct timespec *until)
{
    return step && OF_THE_DAY(until) ? moved(until, -*step) : *until;
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    static __typeof__(&clock_gettime) real;
    if (!real)
        real = REAL(clock_gettime);
    int failed = real(clock, now);
    if (!failed && step && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        *now = moved(now, *step);
    return failed;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    struct timespec exact;
    (void)zone;
    int failed = clock_gettime(CLOCK_REALTIME, &exact);
    now->tv_sec = exact.tv_sec;
    now->tv_usec = exact.tv_nsec / 1000;
    return failed;
}

time_t time(time_t *told)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (told)
        *told = now.tv_sec;
    return now.tv_sec;
}

int sem_timedwait(sem_t *restrict semaphore, const struct timespec *restrict until)
{
    struct timespec when = unmoved(until);
    return REAL(sem_timedwait)(semaphore, &when);
}

int pthread_cond_timedwait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex,
                           const struct timespec *restrict until)
{
    struct timespec when = unmoved(until);
    return REAL(pthread_cond_timedwait)(condition, mutex, &when);
}

int pthread_mutex_timedlock(pthread_mutex_t *restrict mutex, const struct timespec *restrict until)
{
    struct timespec when = unmoved(until);
    return REAL(pthread_mutex_timedlock)(mutex, &when);
}
