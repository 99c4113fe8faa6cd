// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actions/import.h"
#include "core/query/term_cache.h"
#include "ui/models/job_runner.h"
#include "ui/models/view_data.h"
#include "ui/models/working_set.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace cordon::ui {

/// What all panels share: the open workspace, its picture, the filter with its answer, and the
/// working set. Knows no widgets. Thread: ui.
class Workbench : public QObject {
    Q_OBJECT
public:
    explicit Workbench(QObject* parent = nullptr);
    ~Workbench() override;

    [[nodiscard]] JobRunner& jobs() { return m_jobs; }
    [[nodiscard]] WorkingSet& set() { return m_set; }

    /// Opens a workspace; makes it where the folder is missing or empty.
    void openWorkspace(const QString& folder);
    /// Says once more what workspace there is, or is being opened: to who came after it was said.
    void tellAgain() { Q_EMIT workspaceChanged(); }
    [[nodiscard]] bool isOpen() const { return m_session != nullptr; }
    [[nodiscard]] bool isOpening() const { return !isOpen() && m_jobs.busy(Lane::Workspace); }
    [[nodiscard]] bool writable() const { return m_session && m_session->writable(); }
    [[nodiscard]] QString readOnlyBecause() const { return m_session ? m_session->readOnlyBecause() : QString(); }
    [[nodiscard]] QString folder() const { return m_session ? m_session->folder() : m_opening; }
    /// Null until a workspace is open. Actions that block run in jobs only.
    [[nodiscard]] Session* session() const { return m_session.get(); }

    void importFrom(const QStringList& paths);
    void stopImport() { m_jobs.requestStop(Lane::Workspace); }

    [[nodiscard]] const std::shared_ptr<const Index>& index() const { return m_index; }
    [[nodiscard]] bool hasRows() const;
    /// Rows of this picture have the same numbers in the one that is worked on.
    [[nodiscard]] bool numbersRowsAs(const Index& picture) const
    {
        return m_index && m_index->columns() == picture.columns();
    }
    /// After an action has reloaded the session.
    void takeNewPicture();
    /// After an action has kept a named selection: a filter that speaks of one is answered anew.
    void selectionsChanged();
    /// A picture without a session behind it (tests of widgets). The one before stays until the marks of
    /// a large set have been found in it.
    void showIndex(std::shared_ptr<const Index> index);

    /// Parses at once and asks for a new answer; an error leaves the last answer standing.
    [[nodiscard]] std::optional<FilterError> setFilterText(const QString& text);
    [[nodiscard]] const QString& filterText() const { return m_request.text; }
    /// What a job that asks with this filter, too, may refer to.
    [[nodiscard]] const FilterContext& filterContext() const { return m_request.context; }
    void setGrouping(Table of, TimeCut cut);
    [[nodiscard]] Table groupOf() const { return m_request.groupOf; }
    [[nodiscard]] TimeCut cut() const { return m_request.cut; }
    void setOrder(Table table, SortOrder order);
    /// The table that is looked at, if any: a long one is sorted only then.
    void setInFront(std::optional<Table> table);
    void setBinWidth(Microseconds width);
    /// The last answer; null before the first.
    [[nodiscard]] const ViewData* view() const { return m_view.get(); }
    [[nodiscard]] const std::shared_ptr<const ViewData>& answer() const { return m_view; }
    /// Asked, and not answered yet.
    [[nodiscard]] bool viewPending() const
    {
        return m_jobs.busy(Lane::View) || m_jobs.busy(Lane::Carry) || m_refresh.isActive();
    }
    /// Rows of the working set that the filter does not show.
    [[nodiscard]] std::int64_t notVisible() const;

    using FindRows = std::function<Bitmap(const std::stop_token& stop)>;
    using UseRows = std::function<void(const Bitmap& rows)>;
    /// Gives `use` accounts or projects of a picture that was looked at as rows of the one that is
    /// worked on: at once where they have the same numbers, else when they have been found by name.
    /// Not where `receiver` is gone by then.
    void withRows(QObject* receiver, const std::shared_ptr<const Index>& picture, Table table, const Bitmap& rows,
                  const UseRows& use);
    /// The same where they have to be found on a thread first. Requests are served in order, all of
    /// them, unless the workspace is closed.
    void withRowsFound(QObject* receiver, const std::shared_ptr<const Index>& picture, Table table,
                       const FindRows& find, const UseRows& use);

Q_SIGNALS:
    void workspaceChanged();
    void pictureChanged();
    void viewChanged();
    /// The filter cannot be answered (an unknown selection); the last answer stands.
    void viewFailed(const cordon::Error& error);
    void importProgressed(const cordon::Progress& progress);
    void importFinished(const cordon::ImportOutcome& outcome);
    void failed(const QString& doing, const cordon::Error& error);
    /// Something to read out and show in the status line. Counts only, never names.
    void announced(const QString& text);

private:
    void adoptSession(Result<std::unique_ptr<Session>> opened);
    void refreshSoon() { m_refresh.start(); }
    void askAnew();
    void carryMarks(std::shared_ptr<const Index> index, std::uint64_t picture);
    void pictureShown();
    void refresh();

    std::unique_ptr<Session> m_session;
    std::shared_ptr<const Index> m_index;
    std::uint64_t m_pictures = 0; ///< how many have been shown or are being made ready for it
    QString m_opening;
    WorkingSet m_set;
    ViewRequest m_request;
    std::shared_ptr<const ViewData> m_view;
    std::shared_ptr<ViewMemory> m_memory = std::make_shared<ViewMemory>(); ///< the View lane's
    std::shared_ptr<TermCache> m_terms = std::make_shared<TermCache>();    ///< thread-safe
    QTimer m_refresh;
    JobRunner m_jobs; // last: its threads end before what they use
};

} // namespace cordon::ui

Q_DECLARE_METATYPE(cordon::Error)
