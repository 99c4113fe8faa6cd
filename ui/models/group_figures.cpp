// SPDX-License-Identifier: Apache-2.0
#include "ui/models/group_figures.h"

#include <QElapsedTimer>

#include <optional>

namespace cordon::ui {

namespace {

/// Figures are shown this often while more are being counted.
constexpr qint64 kTellMs = 12;

} // namespace

/// What a counting job needs; keeps alive what it counts in.
struct GroupFigures::Source {
    explicit Source(std::shared_ptr<const ViewData> answer) : view(std::move(answer)) {}
    [[nodiscard]] Group count(std::size_t group)
    {
        if (!counter) {
            counter.emplace(*view->index, view->grouping->request);
        }
        return counter->count(view->groups()[group]);
    }
    std::shared_ptr<const ViewData> view;
    std::optional<GroupCounter> counter; ///< made on the thread: it takes a few megabytes
};

GroupFigures::GroupFigures(JobRunner& jobs, QObject* parent) : QObject(parent), m_jobs(jobs)
{
    m_ask.setSingleShot(true);
    m_ask.setInterval(0);
    connect(&m_ask, &QTimer::timeout, this, &GroupFigures::ask);
    connect(&m_jobs, &JobRunner::busyChanged, this, [this](Lane lane, bool busy) {
        if (lane == Lane::Groups && !busy && m_cache.wantsAny()) {
            m_ask.start();
        }
    });
}

void GroupFigures::setView(std::shared_ptr<const ViewData> view)
{
    const bool same = m_view && view && m_view->grouping == view->grouping;
    m_view = std::move(view);
    if (same) {
        return;
    }
    m_cache.restart();
    m_source.reset();
    m_jobs.requestStop(Lane::Groups);
}

const Group* GroupFigures::of(std::size_t group)
{
    if (!m_view || group >= m_view->groups().size()) {
        return nullptr;
    }
    if (group < m_view->grouping->counted.size()) {
        return &m_view->grouping->counted[group];
    }
    const Group* known = m_cache.find(group);
    if (known == nullptr && !m_ask.isActive()) {
        m_ask.start();
    }
    return known;
}

void GroupFigures::ask()
{
    if (!m_view || m_jobs.busy(Lane::Groups) || !m_cache.wantsAny()) {
        return; // busy: asked again when it is not
    }
    if (!m_source) {
        m_source = std::make_shared<Source>(m_view);
    }
    const std::uint64_t generation = m_cache.generation();
    m_jobs.start(
        Lane::Groups, this,
        [self = QPointer<GroupFigures>(this), source = m_source, wanted = m_cache.takeWanted(),
         generation](const JobRunner::Context& job) {
            Counted counted;
            QElapsedTimer told;
            told.start();
            for (const std::size_t group : wanted) {
                if (job.stop().stop_requested()) {
                    break;
                }
                counted.push_back({group, source->count(group)});
                if (told.elapsed() >= kTellMs) {
                    job.post([self, generation, some = std::exchange(counted, {})] {
                        if (self) {
                            self->take(generation, some);
                        }
                    });
                    told.restart();
                }
            }
            return counted;
        },
        [this, generation](const Counted& counted) { take(generation, counted); });
}

void GroupFigures::take(std::uint64_t generation, const Counted& counted)
{
    std::vector<std::size_t> groups;
    for (const auto& entry : counted) {
        if (m_cache.put(generation, entry.first, entry.second)) {
            groups.push_back(entry.first);
        }
    }
    if (!groups.empty()) {
        Q_EMIT arrived(groups);
    }
}

} // namespace cordon::ui
