// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/job_runner.h"
#include "ui/models/page_cache.h"
#include "ui/models/view_data.h"

#include <QTimer>

#include <memory>

namespace cordon::ui {

/// The figures of the groups that somebody looks at. Those of the first groups come with the answer;
/// the others are counted on a thread, asked for once a turn of the event loop. Thread: ui.
class GroupFigures : public QObject {
    Q_OBJECT
public:
    explicit GroupFigures(JobRunner& jobs, QObject* parent = nullptr);

    /// Null: nothing to count.
    void setView(std::shared_ptr<const ViewData> view);
    /// Null where they are not there yet: then arrived() will tell. Valid until the next call.
    [[nodiscard]] const Group* of(std::size_t group);

Q_SIGNALS:
    void arrived(const std::vector<std::size_t>& groups);

private:
    struct Source;
    using Counted = std::vector<std::pair<std::size_t, Group>>;
    void ask();
    void take(std::uint64_t generation, const Counted& counted);

    JobRunner& m_jobs;
    std::shared_ptr<const ViewData> m_view;
    std::shared_ptr<Source> m_source; ///< used by one job at a time
    PageCache<Group> m_cache;
    QTimer m_ask;
};

} // namespace cordon::ui
