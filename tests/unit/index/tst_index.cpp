// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/index/tiny_index.h"

using namespace cordon;
using cordon::test::keysOf;
using cordon::test::TinyIndex;
using cordon::test::tinyIndex;

namespace {

constexpr const char* kSmall = R"(
    account Anna anna@mail.example.com 2025-06-01 flagged
    account bob bob@Inbox.RU 2025-06-02
    account Cleo - 2025-06-03
    project Foo_Bar anna 2025-06-04 flagged
    project second bob 2025-06-05
    project orphan ghost 2025-06-06
    stub unseen
    role foo-bar bob Maintainer
    role foo-bar anna Owner
    role second carol Maintainer
    report project:foo.bar obs is_spam 2025-06-07
    report account:bob obs other 2025-06-08
    decide account:ANNA ban
    decide domain:inbox.ru prohibit
    decide project:not-here quarantine
    protect project:second
    protect domain:elsewhere.example
)";

} // namespace

class IndexTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsByAnySpelling()
    {
        const auto index = tinyIndex(kSmall);
        QCOMPARE(index->accountKey(index->findAccount(u"ANNA").value()), QStringLiteral("anna"));
        QCOMPARE(index->projectKey(index->findProject(u"foo.BAR").value()), QStringLiteral("foo-bar"));
        QCOMPARE(index->findDomain(u"INBOX.ru"), index->domainOfAccount(*index->findAccount(u"bob")));
        QVERIFY(!index->findAccount(u"nobody-at-all"));
        QVERIFY(!index->findProject(u""));
        QCOMPARE(index->find(accountSubject(u"Bob")), index->findAccount(u"bob"));
        QVERIFY(!index->find(domainSubject(u"unheard.example")));
    }

    void domainsAreNumberedByName()
    {
        const auto index = tinyIndex(kSmall);
        QCOMPARE(index->size(Table::Domains), std::size_t{2});
        QCOMPARE(index->domain(0), QStringLiteral("example.com"));
        QCOMPARE(index->domain(1), QStringLiteral("inbox.ru"));
        QVERIFY(!index->domainOfAccount(*index->findAccount(u"cleo")));
        QVERIFY(!index->domainOfProject(*index->findProject(u"orphan")));
        QCOMPARE(index->domainOf(Table::Projects, *index->findProject(u"second")), std::optional<Row>(1));
        QCOMPARE(index->domainOf(Table::Reports, 0), std::optional<Row>(0));
        QCOMPARE(index->domainOf(Table::Reports, 1), std::optional<Row>(1));
        QCOMPARE(index->domainOf(Table::Domains, 1), std::optional<Row>(1));
    }

    void rolesHoldTheOwnerOnceEvenWhereNoRowNamesHim()
    {
        const auto index = tinyIndex(kSmall);
        const auto words = [&](QStringView project) {
            QStringList out;
            for (const auto& role : index->rolesOn(*index->findProject(project))) {
                out << index->accountKey(role.account) + u'=' + index->roleWord(role);
            }
            return out.join(u' ');
        };
        QCOMPARE(words(u"foo-bar"), QStringLiteral("bob=Maintainer anna=Owner"));
        QCOMPARE(words(u"second"), QStringLiteral("carol=Maintainer bob=Owner"));
        QCOMPARE(words(u"orphan"), QStringLiteral("ghost=Owner"));
        const Row bob = *index->findAccount(u"bob");
        const auto withRole = index->projectsWithRoleOf(bob);
        QCOMPARE(keysOf(*index, Table::Projects, {withRole.begin(), withRole.end()}), QStringLiteral("foo-bar second"));
        const auto owned = index->projectsOwnedBy(bob);
        QCOMPARE(keysOf(*index, Table::Projects, {owned.begin(), owned.end()}), QStringLiteral("second"));
    }

    void stubsAreKnownButNotDescribed()
    {
        const auto index = tinyIndex(kSmall);
        QCOMPARE(keysOf(*index, Table::Accounts, index->stubs(Table::Accounts).rows()),
                 QStringLiteral("carol ghost nobody"));
        QCOMPARE(keysOf(*index, Table::Accounts, index->described(Table::Accounts).rows()),
                 QStringLiteral("cleo anna bob"));
        QCOMPARE(keysOf(*index, Table::Projects, index->stubs(Table::Projects).rows()), QStringLiteral("unseen"));
    }

    void flagsDecisionsAndProtectionsLieOverTheRows()
    {
        const auto index = tinyIndex(kSmall);
        QCOMPARE(keysOf(*index, Table::Accounts, index->flagged(Table::Accounts).rows()), QStringLiteral("anna"));
        QCOMPARE(keysOf(*index, Table::Projects, index->flagged(Table::Projects).rows()), QStringLiteral("foo-bar"));
        QCOMPARE(keysOf(*index, Table::Accounts, index->decided(Table::Accounts).rows()), QStringLiteral("anna"));
        QCOMPARE(index->decided(Table::Domains).rows(), std::vector<Row>{1});
        QCOMPARE(index->decided(Table::Projects).count(), std::int64_t{0});
        QCOMPARE(index->decisionOn(Table::Accounts, *index->findAccount(u"anna"))->verb, Verb::Ban);
        QVERIFY(!index->decisionOn(Table::Accounts, *index->findAccount(u"bob")));
        QCOMPARE(keysOf(*index, Table::Projects, index->isProtected(Table::Projects).rows()), QStringLiteral("second"));
        QCOMPARE(index->isProtected(Table::Domains).count(), std::int64_t{0});
        QCOMPARE(index->flagged(Table::Uploads).size(), index->size(Table::Uploads));
    }

    void reportsHangOnTheirSubject()
    {
        const auto index = tinyIndex(kSmall);
        QCOMPARE(index->reportsOnProject(*index->findProject(u"foo-bar")).size(), std::size_t{1});
        QCOMPARE(index->reportsOnAccount(*index->findAccount(u"bob")).size(), std::size_t{1});
        QCOMPARE(index->subject(Table::Reports, 0), projectSubject(u"foo-bar"));
        QCOMPARE(index->subject(Table::Reports, 1), accountSubject(u"bob"));
        QVERIFY(!index->accountOfReport(0));
        QVERIFY(!index->projectOfReport(1));
        QCOMPARE(index->timeOf(Table::Reports, 1), parseInstant(u"2025-06-08").value());
        QCOMPARE(index->timeOf(Table::Domains, 0), Instant{});
    }

    void withoutUploadsEachProjectStandsForItsFirst()
    {
        const auto index = tinyIndex(kSmall);
        QVERIFY(index->uploadsStandIn());
        QCOMPARE(index->size(Table::Uploads), std::size_t{3}); // not the stub
        const auto uploads = index->uploadsOf(*index->findProject(u"second"));
        QCOMPARE(uploads.size(), std::size_t{1});
        QCOMPARE(index->timeOf(Table::Uploads, uploads[0]), parseInstant(u"2025-06-05").value());
        QCOMPARE(index->accountOfUpload(uploads[0]), *index->findAccount(u"bob"));
    }

    void realUploadsAreTheOnlyOnes()
    {
        const auto index = tinyIndex(R"(
            account anna a@example.com 2025-06-01
            account bob b@example.org 2025-06-01
            project one anna 2025-06-04
            project two anna 2025-06-04
            upload one 1.0 bob 2025-06-05
            upload one 1.1 - 2025-06-06
        )");
        QVERIFY(!index->uploadsStandIn());
        QCOMPARE(index->size(Table::Uploads), std::size_t{2});
        // example.com before example.org: the owner's, whom no upload names, stands first.
        QCOMPARE(keysOf(*index, Table::Accounts, {index->accountOfUpload(0), index->accountOfUpload(1)}),
                 QStringLiteral("anna bob"));
        QCOMPARE(index->domain(*index->domainOf(Table::Uploads, 1)), QStringLiteral("example.org"));
        QCOMPARE(index->subject(Table::Uploads, 1), projectSubject(u"one"));
        QVERIFY(index->uploadsOf(*index->findProject(u"two")).empty());
    }

    void rowsThatNameNobodyInTheCacheDoNoHarm()
    {
        cordon::test::CacheRows rows;
        cordon::test::ProjectRow project;
        project.id = ProjectId{7};
        project.value.name = QStringLiteral("lonely");
        project.owner = AccountId{99};
        rows.projects.push_back(project);
        rows.uploads.push_back({ProjectId{8}, AccountId{}, {}});
        rows.roles.push_back({ProjectId{7}, AccountId{98}, QStringLiteral("Owner")});
        rows.reports.push_back({ProjectId{8}, AccountId{97}, {}});
        const auto index = cordon::test::buildIndex(rows);
        QCOMPARE(index->size(Table::Accounts), std::size_t{1}); // one nameless stub
        QVERIFY(index->stubs(Table::Accounts).test(index->ownerOf(0)));
        QVERIFY(index->rolesOn(0).empty());
        QVERIFY(index->uploadsStandIn());
        QCOMPARE(index->size(Table::Reports), std::size_t{0});
        QVERIFY(!index->findAccount(u""));
    }

    void anEmptyCacheIsAnEmptyIndex()
    {
        cordon::test::CacheRows rows;
        rows.generation = 12;
        const auto index = cordon::test::buildIndex(rows);
        QCOMPARE(index->generation(), std::uint64_t{12});
        QCOMPARE(index->size(Table::Projects), std::size_t{0});
        QVERIFY(!index->described(Table::Accounts).any());
    }

    void aStopYieldsNothing()
    {
        std::stop_source source;
        source.request_stop();
        QVERIFY(TinyIndex(QString::fromLatin1(kSmall)).build(source.get_token()) == nullptr);
    }

    void tablesAreThoseOfTheirSubjects()
    {
        QCOMPARE(tableOf(SubjectKind::Account), Table::Accounts);
        QCOMPARE(tableOf(SubjectKind::Project), Table::Projects);
        QCOMPARE(tableOf(SubjectKind::Domain), Table::Domains);
    }
};

QTEST_APPLESS_MAIN(IndexTest)
#include "tst_index.moc"
