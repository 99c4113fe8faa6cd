// SPDX-License-Identifier: Apache-2.0
#include "core/actions/session.h"

#include "core/actions/column_source.h"
#include "core/query/term_cache.h"
#include "core/store/cache_store.h"
#include "core/store/journal_store.h"
#include "core/store/workspace.h"

#include <mutex>
#include <pwd.h>
#include <unistd.h>

namespace cordon {

struct Session::Parts {
    std::unique_ptr<Workspace> workspace;
    QString readOnlyBecause;
    mutable std::mutex mutex; // guards `index`, which any thread may read while another reloads
    std::shared_ptr<const Index> index;
    std::mutex reloading; // one at a time, which is what `columns` asks for
    ColumnSource columns;
    std::shared_ptr<TermCache> terms = std::make_shared<TermCache>();

    explicit Parts(std::unique_ptr<Workspace> opened) : workspace(std::move(opened)), columns(workspace->folder()) {}
};

Session::Session(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}
Session::~Session() = default;

Result<std::unique_ptr<Session>> Session::open(const QString& folder, OpenMode mode, std::stop_token stop)
{
    QString readOnlyBecause;
    auto opened = Workspace::open(folder, mode == OpenMode::ReadOnly ? Access::ReadOnly : Access::ReadWrite);
    if (!opened && mode == OpenMode::WriteIfPossible && opened.error().kind != ErrorKind::Integrity) {
        readOnlyBecause = opened.error().what;
        opened = Workspace::open(folder, Access::ReadOnly);
    }
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    if (mode == OpenMode::ReadOnly) {
        readOnlyBecause = QStringLiteral("The workspace was opened for reading only.");
    }
    auto parts = std::make_unique<Parts>(std::move(*opened));
    parts->readOnlyBecause = std::move(readOnlyBecause);
    std::unique_ptr<Session> session(new Session(std::move(parts)));
    if (auto loaded = session->reload(stop); !loaded) {
        return tl::unexpected(loaded.error());
    }
    return session;
}

QString Session::folder() const
{
    return m_parts->workspace->folder();
}

bool Session::writable() const
{
    return m_parts->workspace->access() == Access::ReadWrite;
}

QString Session::readOnlyBecause() const
{
    return m_parts->readOnlyBecause;
}

std::shared_ptr<const Index> Session::index() const
{
    const std::lock_guard lock(m_parts->mutex);
    return m_parts->index;
}

Done Session::reload(std::stop_token stop)
{
    const std::lock_guard reloading(m_parts->reloading);
    auto columns = m_parts->columns.current(workspace().cache(), writable(), stop);
    if (!columns) {
        return tl::unexpected(columns.error());
    }
    auto decisions = workspace().journal().decisions();
    if (!decisions) {
        return tl::unexpected(decisions.error());
    }
    auto protections = workspace().journal().protectedSubjects();
    if (!protections) {
        return tl::unexpected(protections.error());
    }
    auto index = Index::over(std::move(*columns), *decisions, *protections);
    const std::lock_guard lock(m_parts->mutex);
    m_parts->index = std::move(index);
    return {};
}

FilterContext Session::filterContext() const
{
    JournalStore* journal = &m_parts->workspace->journal();
    return {[journal](const QString& name) -> std::optional<std::vector<Subject>> {
                auto stored = journal->selection(name);
                if (!stored || !*stored) {
                    return std::nullopt;
                }
                return (*stored)->subjects;
            },
            m_parts->terms};
}

const std::vector<Policy>& Session::policies() const
{
    return builtInPolicies();
}

Workspace& Session::workspace()
{
    return *m_parts->workspace;
}

QString desktopUser()
{
    const passwd* entry = ::getpwuid(::geteuid());
    return entry ? QString::fromLocal8Bit(entry->pw_name) : QStringLiteral("unknown");
}

} // namespace cordon
