// SPDX-License-Identifier: Apache-2.0
#include "ui/models/job_runner.h"

#include <algorithm>
#include <utility>

namespace cordon::ui {

JobRunner::JobRunner(QObject* parent) : QObject(parent)
{
    // One per lane at most: a long run must not keep a filter waiting.
    m_pool.setMaxThreadCount(int(Lane::Draft) + 1);
}

JobRunner::~JobRunner()
{
    stopAndWait();
}

void JobRunner::requestStop(Lane lane)
{
    if (const auto found = m_lanes.find(lane); found != m_lanes.end() && found->second.running) {
        found->second.stop.request_stop();
    }
}

bool JobRunner::busy(Lane lane) const
{
    const auto found = m_lanes.find(lane);
    return found != m_lanes.end() && found->second.running;
}

bool JobRunner::idle() const
{
    return std::none_of(m_lanes.begin(), m_lanes.end(), [](const auto& lane) { return lane.second.running; });
}

void JobRunner::stopAndWait()
{
    for (auto& lane : m_lanes) {
        if (lane.first != Lane::Draft) {
            lane.second.waiting.clear();
        }
        lane.second.stop.request_stop();
        lane.second.oldest = ++m_lastNumber; // whatever still arrives is stale
    }
    m_pool.waitForDone();
    // What was typed last is kept even now.
    if (const auto draft = m_lanes.find(Lane::Draft); draft != m_lanes.end() && !draft->second.waiting.empty()) {
        launchNext(draft->second);
        m_pool.waitForDone();
    }
}

void JobRunner::launchNext(LaneState& state)
{
    const auto launch = std::move(state.waiting.front());
    state.waiting.pop_front();
    launch();
}

bool JobRunner::finished(Lane lane, std::uint64_t number)
{
    LaneState& state = m_lanes[lane];
    state.running = false;
    const bool counts = number >= state.oldest;
    if (!state.waiting.empty()) {
        launchNext(state);
    } else {
        Q_EMIT busyChanged(lane, false);
    }
    return counts;
}

bool JobRunner::isCurrent(Lane lane, std::uint64_t number) const
{
    const auto found = m_lanes.find(lane);
    return found != m_lanes.end() && number >= found->second.oldest;
}

} // namespace cordon::ui
