// SPDX-License-Identifier: Apache-2.0
#include "app/simulator/registry.h"
#include "tests/support/support.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace cordon;
using namespace cordon::simulator;
using namespace Qt::StringLiterals;

namespace {

constexpr Instant kThen{std::chrono::sys_days(std::chrono::year(2025) / 7 / 10)};

AccountRow accountRow(const QString& name, const QString& address)
{
    AccountRow row;
    row.username = name;
    row.emails.push_back({address});
    return row;
}

/// Two spammers on one host, an honest maintainer, one project of all three.
Registry threePeople()
{
    Registry registry;
    ProjectRow row;
    row.name = u"Zip.Tool"_s;
    ProjectRow& project = registry.addProject(row);
    registry.addRole(project, registry.addAccount(accountRow(u"Spam1"_s, u"a@Inbox.ru"_s)), u"Owner"_s);
    registry.addRole(project, registry.addAccount(accountRow(u"honest"_s, u"h@uni.test"_s)), u"Maintainer"_s);
    registry.addRole(project, registry.addAccount(accountRow(u"spam2"_s, u"b@inbox.ru"_s)), u"Maintainer"_s);
    return registry;
}

Effect frozen(const QString& name)
{
    return {u"account"_s, name, u"unfrozen"_s, u"frozen"_s};
}

} // namespace

class TestRegistry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anySpellingFindsARow()
    {
        Registry registry = threePeople();
        QCOMPARE(registry.account(u"SPAM1"_s)->username, u"Spam1"_s);
        QCOMPARE(registry.project(u"zip__tool"_s)->name, u"Zip.Tool"_s);
        QVERIFY(!registry.account(u"nobody"_s));
        QVERIFY(!registry.project(u"nothing"_s));
    }

    void aQuarantineFreezesEveryRoleHolder()
    {
        Registry registry = threePeople();
        registry.account(u"spam2"_s)->flags.isFrozen = true;
        ProjectRow& project = *registry.project(u"zip-tool"_s);
        const Effects effects = registry.quarantine(project, u"admin"_s, kThen);
        const Effects expected{
            {u"project"_s, u"Zip.Tool"_s, u"active"_s, u"quarantine-enter"_s}, frozen(u"Spam1"_s), frozen(u"honest"_s)};
        QVERIFY(effects == expected);
        QCOMPARE(project.note, u"Quarantined by admin."_s);
        QVERIFY(project.changed == kThen);
        QVERIFY(registry.account(u"honest"_s)->flags.isFrozen);
        QCOMPARE(registry.journal().back().action, u"project quarantined"_s);
    }

    void aRepeatedQuarantineIsJournalledAgain()
    {
        Registry registry = threePeople();
        ProjectRow& project = *registry.project(u"zip-tool"_s);
        (void)registry.quarantine(project, u"admin"_s, kThen);
        const Effects again = registry.quarantine(project, u"other"_s, kThen + std::chrono::hours(1));
        const Effects expected{{u"project"_s, u"Zip.Tool"_s, u"quarantine-enter"_s, u"quarantine-enter"_s}};
        QVERIFY(again == expected);
        QCOMPARE(registry.journalOf(u"Zip.Tool"_s).size(), 2U);
        QCOMPARE(project.note, u"Quarantined by other."_s);
    }

    void clearingUnfreezesNobody()
    {
        Registry registry = threePeople();
        ProjectRow& project = *registry.project(u"zip-tool"_s);
        (void)registry.quarantine(project, u"admin"_s, kThen);
        const Effects effects = registry.clearQuarantine(project, u"admin"_s, kThen);
        const Effects expected{{u"project"_s, u"Zip.Tool"_s, u"quarantine-enter"_s, u"quarantine-exit"_s}};
        QVERIFY(effects == expected);
        QVERIFY(registry.account(u"honest"_s)->flags.isFrozen);
        QVERIFY(!isQuarantined(project));
        QVERIFY(registry.clearQuarantine(project, u"admin"_s, kThen).empty());
        QCOMPARE(registry.journalOf(u"Zip.Tool"_s).size(), 3U);
    }

    void clearingAnActiveProjectLeavesItCleared()
    {
        Registry registry = threePeople();
        ProjectRow& project = *registry.project(u"zip-tool"_s);
        const Effects effects = registry.clearQuarantine(project, u"admin"_s, kThen);
        const Effects expected{{u"project"_s, u"Zip.Tool"_s, u"active"_s, u"quarantine-exit"_s}};
        QVERIFY(effects == expected);
    }

    void editingTellsOnlyOfTheFreeze()
    {
        Registry registry = threePeople();
        AccountRow& account = *registry.account(u"spam1"_s);
        Flags flags = account.flags;
        QVERIFY(registry.editFlags(account, flags).empty());
        flags.isActive = false;
        QVERIFY(registry.editFlags(account, flags).empty());
        QVERIFY(!account.flags.isActive);
        flags.isFrozen = true;
        QVERIFY(registry.editFlags(account, flags) == Effects{frozen(u"Spam1"_s)});
        flags.isFrozen = false;
        const Effects thawed{{u"account"_s, u"Spam1"_s, u"frozen"_s, u"unfrozen"_s}};
        QVERIFY(registry.editFlags(account, flags) == thawed);
    }

    void freezingProhibitsTheMailHostOnceAndThenFails()
    {
        Registry registry = threePeople();
        const auto first = registry.freeze(*registry.account(u"spam1"_s), u"admin"_s, kThen);
        QVERIFY(first);
        const Effects expected{frozen(u"Spam1"_s), {u"domain"_s, u"inbox.ru"_s, u"permitted"_s, u"prohibited"_s}};
        QVERIFY(*first == expected);
        QVERIFY(!registry.freeze(*registry.account(u"spam2"_s), u"admin"_s, kThen));
        QVERIFY(!registry.account(u"spam2"_s)->flags.isFrozen);
    }

    void freezingSparesUnverifiedHostsAndRefusesTwins()
    {
        Registry registry;
        AccountRow row = accountRow(u"a"_s, u"a@one.test"_s);
        row.emails.push_back({u"a@two.test"_s, false, false, false});
        (void)registry.freeze(registry.addAccount(row), u"admin"_s, kThen);
        QVERIFY(registry.prohibitedDomain(u"ONE.test"_s));
        QVERIFY(!registry.prohibitedDomain(u"two.test"_s));
        AccountRow twin = accountRow(u"b"_s, u"b@three.test"_s);
        twin.emails.push_back({u"c@three.test"_s, false, true, false});
        QVERIFY(!registry.freeze(registry.addAccount(twin), u"admin"_s, kThen));
    }

    void domainsAreProhibitedOnce()
    {
        Registry registry;
        QVERIFY(registry.prohibitDomain(u"Spam.co"_s, false, u"why"_s, u"admin"_s, kThen));
        QVERIFY(!registry.prohibitDomain(u"spam.co"_s, false, {}, u"admin"_s, kThen));
        const auto permitted = registry.permitDomain(u"SPAM.CO"_s);
        const Effects expected{{u"domain"_s, u"Spam.co"_s, u"prohibited"_s, u"permitted"_s}};
        QVERIFY(permitted == expected);
        QVERIFY(!registry.permitDomain(u"spam.co"_s));
    }

    void oneRoleAUserAndProject()
    {
        Registry registry = threePeople();
        ProjectRow& project = *registry.project(u"zip-tool"_s);
        registry.addRole(project, *registry.account(u"SPAM1"_s), u"Maintainer"_s);
        QCOMPARE(project.roles.size(), 3U);
    }

    void theStateHoldsWhatCountsAndNothingElse()
    {
        Registry registry = threePeople();
        const QByteArray before = stateJson(registry);
        QCOMPARE(before, stateJson(threePeople()));
        registry.addJournal(u"Zip.Tool"_s, u"create"_s, u"Spam1"_s, kThen);
        registry.account(u"honest"_s)->lastLogin = kThen;
        QCOMPARE(stateJson(registry), before);

        (void)registry.quarantine(*registry.project(u"zip-tool"_s), u"admin"_s, kThen);
        const QJsonObject state = QJsonDocument::fromJson(stateJson(registry)).object();
        const QJsonObject project = state["projects"_L1].toObject()["zip-tool"_L1].toObject();
        QCOMPARE(project["lifecycle_status"_L1].toString(), u"quarantine-enter"_s);
        QCOMPARE(project["changed"_L1].toString(), u"2025-07-10T00:00:00Z"_s);
        QCOMPARE(project["roles"_L1].toObject()["spam1"_L1].toString(), u"Owner"_s);
        QVERIFY(state["accounts"_L1].toObject()["Spam1"_L1].toObject()["frozen"_L1].toBool());
        const QJsonObject fresh = QJsonDocument::fromJson(before).object();
        QVERIFY(fresh["projects"_L1].toObject()["zip-tool"_L1].toObject()["changed"_L1].isNull());
    }
};

QTEST_GUILESS_MAIN(TestRegistry)
#include "tst_registry.moc"
