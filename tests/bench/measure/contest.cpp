// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/measure/contest.h"

#include "tests/bench/generator/trouble.h"

#include <chrono>
#include <cstdlib>
#include <time.h>

namespace cordon::bench {

namespace {

using Ticks = std::chrono::steady_clock;

double millisecondsSince(Ticks::time_point start)
{
    return std::chrono::duration<double, std::milli>(Ticks::now() - start).count();
}

std::string words(const Answer& answer)
{
    return std::to_string(answer.rows) + " rows, " + std::to_string(answer.total) + " in all";
}

/// One side's times and its last answer.
class Track {
public:
    explicit Track(const Side& side) : m_side(side) {}

    void runOnce(bool counted)
    {
        if (m_side.before) {
            m_side.before();
        }
        const auto start = Ticks::now();
        m_answer = m_side.run();
        settleHeap();
        const double time = millisecondsSince(start);
        if (m_side.after) {
            m_side.after();
        }
        if (counted) {
            m_times.push_back(time);
        }
    }
    [[nodiscard]] const Answer& answer() const { return m_answer; }
    [[nodiscard]] Figure figure() const { return figureOf(m_times); }

private:
    const Side& m_side;
    Answer m_answer;
    std::vector<double> m_times;
};

template<class Round>
int rounds(const Rounds& wanted, Round round)
{
    if (wanted.least > 3) {
        round(false);
    }
    const auto start = Ticks::now();
    int done = 0;
    while (done < wanted.least || (done < wanted.most && millisecondsSince(start) < wanted.seconds * 1000)) {
        round(true);
        ++done;
    }
    return done;
}

} // namespace

void settleHeap()
{
    constexpr std::size_t kLarge = 64U << 10;
    void* const volatile block = std::malloc(kLarge); // volatile: else the compiler leaves the pair out
    std::free(block);
}

double millisecondsOf(const std::function<void()>& call)
{
    const auto start = Ticks::now();
    call();
    return millisecondsSince(start);
}

double millisecondsWorked()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1000 + static_cast<double>(time.tv_nsec) / 1e6;
}

void compare(Measured& result, const Side& ours, const Side& theirs, const Rounds& wanted)
{
    const std::string name = result.name.toStdString();
    Track us(ours), them(theirs);
    result.runs = rounds(wanted, [&](bool counted) {
        us.runOnce(counted);
        them.runOnce(counted);
        if (!(us.answer() == them.answer())) {
            throw Trouble(name + ": the answers differ: ours " + words(us.answer()) + "; " +
                          result.rival.toStdString() + " " + words(them.answer()));
        }
    });
    result.ours = us.figure();
    result.theirs = them.figure();
}

void measure(Measured& result, const Side& ours, const Rounds& wanted)
{
    Track us(ours);
    result.runs = rounds(wanted, [&](bool counted) { us.runOnce(counted); });
    result.ours = us.figure();
}

} // namespace cordon::bench
