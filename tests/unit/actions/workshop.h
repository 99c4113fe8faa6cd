// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actions/import.h"
#include "core/actions/init.h"
#include "core/actions/keep_plan.h"
#include "core/actions/plan.h"
#include "core/actions/runs.h"
#include "core/actions/select.h"
#include "core/domain/digest.h" // first: moc 6.4 stumbles where <compare> comes before any Qt header
#include "core/ledger/ledger.h"
#include "core/store/workspace.h"
#include "tests/support/support.h"
#include "tests/unit/run/fake_registry.h"

#include <QTemporaryDir>

namespace cordon::test {

inline const QString kOrigin = u"http://127.0.0.1:1"_s; ///< nobody listens there

inline Clock clockAt(const QString& time)
{
    const Instant at = parseInstant(time).value_or(Instant{});
    return [at] { return at; };
}

inline Justification whySpam()
{
    Justification why;
    why.policy = u"spam"_s;
    why.reason = u"A wave of empty projects."_s;
    return why;
}

/// A folder that goes with the test and in it a workspace with a small campaign: two spammers and an
/// honest man on inbox.ru, a co-owner from elsewhere on one of the spam projects.
class Workshop {
public:
    /// Makes the workspace and imports; false, with the words printed, where that fails.
    [[nodiscard]] bool ready()
    {
        writeFiles();
        const auto made = initWorkspace(folder());
        return made && reopen() && saidSo(importInto(*session, {{data()}, {}}, {}, {}));
    }
    [[nodiscard]] bool reopen(OpenMode mode = OpenMode::ReadWrite)
    {
        session.reset();
        auto opened = Session::open(folder(), mode);
        if (opened) {
            session = std::move(*opened);
        }
        return saidSo(opened);
    }

    [[nodiscard]] QString folder() const { return path(u"ws"_s); }
    [[nodiscard]] QString data() const { return path(u"data"_s); }
    [[nodiscard]] QString path(const QString& name) const { return m_dir.filePath(name); }
    /// A file with that content, readable by its owner alone.
    [[nodiscard]] QString file(const QString& name, const QByteArray& content) const
    {
        writeAll(path(name), content);
        QFile::setPermissions(path(name), QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        return path(name);
    }
    [[nodiscard]] JournalStore& journal() { return session->workspace().journal(); }

    [[nodiscard]] Result<SelectOutcome> select(const QString& name, const QString& filter)
    {
        SelectOrder order;
        order.name = name;
        order.filter = filter;
        return makeSelection(*session, order);
    }
    /// Both verbs on everything the spammers have, or what else the filter says.
    [[nodiscard]] Result<Plan> plan(const std::vector<Verb>& verbs = {Verb::Ban, Verb::Quarantine},
                                    const QString& filter = u"domain:inbox.ru -name:honest*"_s)
    {
        if (const auto selected = select(u"wave"_s, filter); !selected) {
            return tl::unexpected(selected.error());
        }
        return makePlan(*session, {u"wave"_s, verbs, whySpam(), kOrigin}, clockAt(u"2025-07-15T10:00:00Z"_s));
    }

    /// A registry in memory that holds what the workspace holds.
    [[nodiscard]] FakeRegistry registry() const
    {
        FakeRegistry registry;
        const auto index = session->index();
        for (Row row = 0; row < index->size(Table::Accounts); ++row) {
            auto& thing = registry.things[index->subject(Table::Accounts, row)];
            thing.state = word(index->account(row).state);
            thing.since = index->account(row).joined;
        }
        for (Row row = 0; row < index->size(Table::Projects); ++row) {
            auto& thing = registry.things[index->subject(Table::Projects, row)];
            thing.state = word(index->project(row).state);
            thing.since = index->project(row).created;
            for (const RoleLink& role : index->rolesOn(row)) {
                thing.holders.push_back(index->accountKey(role.account));
            }
        }
        return registry;
    }

    /// Runs a plan as apply does, against a registry in memory.
    [[nodiscard]] Result<RunId> run(const Plan& plan, FakeRegistry& registry, std::stop_token pause = {})
    {
        const auto id = begin(plan);
        if (!id) {
            return id;
        }
        FakeTime time;
        Executor executor(journal(), registry, time.clock(), RunSettings(), {}, time.sleep());
        const auto totals = executor.execute(*id, plan, Identity{registry.us, true}, pause);
        const auto loaded = session->reload();
        return totals || totals.error().kind == ErrorKind::Cancelled ? loaded ? id : tl::unexpected(loaded.error())
                                                                     : tl::unexpected(totals.error());
    }
    /// A run that has not sent anything yet.
    [[nodiscard]] Result<RunId> begin(const Plan& plan)
    {
        const auto kept = keepPlan(*session, plan);
        if (!kept) {
            return tl::unexpected(kept.error());
        }
        LedgerEntry entry;
        entry.kind = EntryKind::RunBegun;
        entry.at = day(40);
        entry.actor = u"nora"_s;
        entry.plan = planHash(plan);
        entry.registry = plan.registry;
        RunRow row;
        row.plan = *kept;
        row.planHash = entry.plan;
        row.registry = plan.registry;
        row.started = entry.at;
        row.actor = entry.actor;
        return journal().beginRun(row, static_cast<int>(plan.steps.size()), encode(entry));
    }

    /// What the ledger tells of, in order: "plan-kept run-begun ...", steps left out.
    [[nodiscard]] QString ledgerKinds()
    {
        QStringList kinds;
        const auto entries = readEntries(journal());
        for (const auto& pair : entries.value_or(std::vector<std::pair<LedgerRow, LedgerEntry>>{})) {
            if (pair.second.kind != EntryKind::StepChanged) {
                kinds << word(pair.second.kind);
            }
        }
        return kinds.join(u' ');
    }

    std::unique_ptr<Session> session;

private:
    template<class T>
    static bool saidSo(const Result<T>& result)
    {
        if (!result) {
            qWarning("%s", qPrintable(result.error().sentence()));
        }
        return result.has_value();
    }
    void writeFiles() const
    {
        QDir(m_dir.path()).mkpath(u"data"_s);
        writeAll(data() + u"/accounts.csv", "username,email,email_verified,date_joined,state\n"
                                            "Spam1,a@Inbox.RU,true,2025-06-11T09:00:00Z,active\n"
                                            "spam2,b@inbox.ru,true,2025-06-11T09:05:00Z,active\n"
                                            "honest,h@inbox.ru,true,2020-02-02T00:00:00Z,active\n"
                                            "amber,amber@uni.test,true,2019-02-03T12:00:00Z,active\n");
        writeAll(data() + u"/projects.csv", "project,owner,created,py_modules,state\n"
                                            "Spam.A,Spam1,2025-06-12T10:00:00Z,0,active\n"
                                            "spam-b,Spam1,2025-06-12T10:01:00Z,0,active\n"
                                            "spam-c,spam2,2025-06-13T10:00:00Z,0,active\n"
                                            "honest-lib,honest,2020-03-01T00:00:00Z,4,active\n");
        writeAll(data() + u"/roles.csv", "project,username,role\n"
                                         "Spam.A,Spam1,Owner\nSpam.A,amber,Maintainer\n"
                                         "spam-b,Spam1,Owner\nspam-c,spam2,Owner\nhonest-lib,honest,Owner\n");
        writeAll(data() + u"/reports.csv", "project,username,observer,trusted,kind,created,summary,url\n"
                                           "spam-b,,watcher,true,is_spam,2025-06-20T00:00:00Z,empty,\n"
                                           ",spam2,watcher,true,is_spam,2025-06-19T00:00:00Z,spammer,\n");
    }

    QTemporaryDir m_dir;
};

} // namespace cordon::test
