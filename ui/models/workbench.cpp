// SPDX-License-Identifier: Apache-2.0
#include "ui/models/workbench.h"

#include "core/actions/init.h"
#include "core/query/syntax.h"
#include "ui/models/carried.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace cordon::ui {

namespace {

/// So many marks are found in a new picture within a frame; more are looked for on a thread.
constexpr std::int64_t kCarriedAtOnce = 5'000;

Result<std::unique_ptr<Session>> makeAndOpen(const QString& folder, std::stop_token stop)
{
    const QFileInfo info(folder);
    const bool fresh = !info.exists() ||
                       (info.isDir() && QDir(folder).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
    if (fresh) {
        if (const auto made = initWorkspace(folder); !made) {
            return tl::unexpected(made.error());
        }
    }
    return Session::open(folder, OpenMode::WriteIfPossible, stop);
}

bool namesASelection(const FilterNode& node)
{
    return (node.type == FilterNode::Type::Term && node.field == Field::In) ||
           std::any_of(node.children.begin(), node.children.end(), namesASelection);
}

} // namespace

Workbench::Workbench(QObject* parent) : QObject(parent)
{
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(0); // one question a turn of the event loop
    connect(&m_refresh, &QTimer::timeout, this, &Workbench::refresh);
}

Workbench::~Workbench()
{
    m_jobs.stopAndWait();
}

void Workbench::openWorkspace(const QString& folder)
{
    m_jobs.stopAndWait();
    m_opening = folder;
    // The one before is closed on the thread, too: it writes.
    m_jobs.start(
        Lane::Workspace, this,
        [before = std::move(m_session), folder](const JobRunner::Context& job) mutable {
            before.reset();
            return makeAndOpen(folder, job.stop());
        },
        [this](Result<std::unique_ptr<Session>> opened) { adoptSession(std::move(opened)); });
    m_index.reset();
    m_set.setIndex(nullptr); // while what looks at the last answer still can
    m_view.reset();
    m_memory = std::make_shared<ViewMemory>();
    m_request.index.reset(); // or two large pictures are held at once
    m_request.context = {};
    Q_EMIT workspaceChanged();
}

void Workbench::adoptSession(Result<std::unique_ptr<Session>> opened)
{
    if (!opened) {
        Q_EMIT failed(tr("The workspace could not be opened"), opened.error());
        Q_EMIT workspaceChanged();
        return;
    }
    m_session = std::move(*opened);
    m_request.context = m_session->filterContext();
    showIndex(m_session->index());
    Q_EMIT workspaceChanged();
}

void Workbench::importFrom(const QStringList& paths)
{
    if (!writable()) {
        return;
    }
    m_jobs.start(
        Lane::Workspace, this,
        [this, session = m_session.get(), paths](const JobRunner::Context& job) {
            ImportOrder order;
            order.paths = paths;
            return importInto(
                *session, order,
                [this, &job](const Progress& progress) {
                    job.post([this, progress] { Q_EMIT importProgressed(progress); });
                },
                job.stop());
        },
        [this](const Result<ImportOutcome>& outcome) {
            takeNewPicture();
            if (!outcome) {
                Q_EMIT failed(tr("The import did not end well"), outcome.error());
                return;
            }
            Q_EMIT importFinished(*outcome);
        });
}

bool Workbench::hasRows() const
{
    return m_index && (m_index->size(Table::Accounts) > 0 || m_index->size(Table::Projects) > 0);
}

void Workbench::takeNewPicture()
{
    if (m_session) {
        m_request.context = m_session->filterContext();
        showIndex(m_session->index());
    }
}

void Workbench::showIndex(std::shared_ptr<const Index> index)
{
    const std::uint64_t picture = ++m_pictures;
    const std::int64_t marks = m_set.ticked().count() + m_set.leftOutCount() + std::ssize(m_set.missing());
    if (index && marks > kCarriedAtOnce && !numbersRowsAs(*index)) {
        carryMarks(std::move(index), picture);
        return;
    }
    m_set.setIndex(index);
    m_index = std::move(index);
    pictureShown();
}

void Workbench::carryMarks(std::shared_ptr<const Index> index, std::uint64_t picture)
{
    m_jobs.start(
        Lane::Carry, this, [marks = m_set.marks(), index](const auto&) { return WorkingSet::carried(marks, index); },
        [this, index, picture](WorkingSet::Marks carried) {
            if (picture != m_pictures) {
                return; // a newer one, whose marks were found at once, is there already
            }
            if (!m_set.adopt(std::move(carried))) {
                carryMarks(index, picture); // somebody ticked meanwhile
                return;
            }
            m_index = index;
            pictureShown();
        });
}

void Workbench::pictureShown()
{
    m_request.index = m_index;
    Q_EMIT pictureChanged();
    askAnew();
}

void Workbench::selectionsChanged()
{
    if (m_request.filter.root() != nullptr && namesASelection(*m_request.filter.root())) {
        askAnew();
    }
}

void Workbench::askAnew()
{
    if (!m_request.context.cache) {
        m_request.context.cache = m_terms;
    }
    ++m_request.question;
    refreshSoon();
}

std::optional<FilterError> Workbench::setFilterText(const QString& text)
{
    auto parsed = Filter::parse(text);
    if (!parsed) {
        return parsed.error();
    }
    if (text != m_request.text) {
        m_request.text = text;
        m_request.filter = std::move(*parsed);
        askAnew();
    }
    return std::nullopt;
}

void Workbench::setGrouping(Table of, TimeCut cut)
{
    if (of != m_request.groupOf || cut != m_request.cut) {
        m_request.groupOf = of;
        m_request.cut = cut;
        refreshSoon();
    }
}

void Workbench::setOrder(Table table, SortOrder order)
{
    SortOrder& mine = table == Table::Accounts ? m_request.accountOrder : m_request.projectOrder;
    if (!(mine == order)) {
        mine = order;
        refreshSoon();
    }
}

void Workbench::setInFront(std::optional<Table> table)
{
    m_request.inFront = table;
    if (m_view && table && *table != Table::Uploads && !m_view->sorted[std::size_t(*table)]) {
        refreshSoon();
    }
}

void Workbench::setBinWidth(Microseconds width)
{
    if (width != m_request.binWidth) {
        m_request.binWidth = width;
        refreshSoon();
    }
}

std::int64_t Workbench::notVisible() const
{
    if (!m_view || m_view->index != m_index) {
        return 0;
    }
    Bitmap accounts = m_set.ticked().accounts;
    Bitmap projects = m_set.ticked().projects;
    accounts -= m_view->matching(Table::Accounts);
    projects -= m_view->matching(Table::Projects);
    return accounts.count() + projects.count();
}

void Workbench::withRows(QObject* receiver, const std::shared_ptr<const Index>& picture, Table table,
                         const Bitmap& rows, const UseRows& use)
{
    if (numbersRowsAs(*picture)) {
        use(rows);
    } else if (m_index) {
        withRowsFound(
            receiver, m_index, table,
            [picture, to = m_index, table, rows](const auto&) { return carriedRows(*picture, *to, table, rows); }, use);
    }
}

void Workbench::withRowsFound(QObject* receiver, const std::shared_ptr<const Index>& picture, Table table,
                              const FindRows& find, const UseRows& use)
{
    m_jobs.start(
        Lane::Ticks, receiver, [find](const JobRunner::Context& job) { return find(job.stop()); },
        [this, receiver, picture, table, use](const Bitmap& rows) { withRows(receiver, picture, table, rows, use); });
}

void Workbench::refresh()
{
    if (!m_index) {
        return;
    }
    m_jobs.start(
        Lane::View, this,
        [request = m_request, memory = m_memory](const JobRunner::Context& job) {
            return computeView(request, *memory, job.stop());
        },
        [this](Result<std::shared_ptr<const ViewData>> answer) {
            if (answer) {
                m_view = std::move(*answer);
                Q_EMIT viewChanged();
            } else if (answer.error().kind != ErrorKind::Cancelled) {
                Q_EMIT viewFailed(answer.error());
            }
        });
}

} // namespace cordon::ui
