// SPDX-License-Identifier: Apache-2.0
#include "core/domain/records.h"
#include "core/domain/result.h"
#include "core/domain/subject.h"
#include "tests/support/support.h"

#include <QTest>

using namespace cordon;
using namespace Qt::StringLiterals;

class TestValues : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void errorsAreOneParagraph()
    {
        const Done refused =
            failure(ErrorKind::Io, u"The disk is full"_s, u"All rows are kept."_s, u"Make room, then go on"_s);
        QCOMPARE(refused.error().sentence(), u"The disk is full. All rows are kept. Make room, then go on."_s);
        QCOMPARE((Error{ErrorKind::Usage, u"Which file?"_s, {}, u"  "_s}).sentence(), u"Which file?"_s);
    }

    void exitCodesAreThoseOfTheContract()
    {
        QCOMPARE(exitCode(ErrorKind::Cancelled), 1);
        QCOMPARE(exitCode(ErrorKind::Usage), 2);
        QCOMPARE(exitCode(ErrorKind::BadInput), 3);
        QCOMPARE(exitCode(ErrorKind::Io), 3);
        QCOMPARE(exitCode(ErrorKind::Registry), 4);
        QCOMPARE(exitCode(ErrorKind::Integrity), 5);
        QCOMPARE(exitCode(ErrorKind::NeedsPerson), 6);
    }

    void stateWordsGoBothWays()
    {
        for (const AccountState state : {AccountState::Active, AccountState::Frozen}) {
            QCOMPARE(accountStateFromWord(word(state)), std::optional(state));
        }
        for (const ProjectState state : {ProjectState::Active, ProjectState::Quarantined, ProjectState::QuarantineExit,
                                         ProjectState::Archived, ProjectState::Removed}) {
            QCOMPARE(projectStateFromWord(word(state)), std::optional(state));
        }
        QCOMPARE(word(ProjectState::Quarantined), u"quarantine-enter"_s);
        QVERIFY(!accountStateFromWord(u"Frozen"));
        QVERIFY(!projectStateFromWord(u""));
        QVERIFY(countsAsActive(ProjectState::QuarantineExit));
        QVERIFY(!countsAsActive(ProjectState::Quarantined));
    }

    void emptyMeansNoModules()
    {
        Project project;
        QVERIFY(!project.empty());
        project.pyModules = 0;
        QCOMPARE(project.empty(), std::optional(true));
        project.pyModules = 3;
        QCOMPARE(project.empty(), std::optional(false));
    }

    void verbsAndTheirSubjects()
    {
        for (int i = 1; i <= 8; ++i) {
            const auto verb = static_cast<Verb>(i);
            QCOMPARE(verbFromWord(word(verb)), std::optional(verb));
            if (const std::optional<Verb> back = opposite(verb)) {
                QCOMPARE(opposite(*back), std::optional(verb));
            }
        }
        QVERIFY(!verbFromWord(u"delete"));
        QVERIFY(fits(Verb::Quarantine, SubjectKind::Project));
        QVERIFY(!fits(Verb::Quarantine, SubjectKind::Account));
        QVERIFY(fits(Verb::Ban, SubjectKind::Account));
        QVERIFY(fits(Verb::Prohibit, SubjectKind::Domain));
        QVERIFY(fits(Verb::Remove, SubjectKind::Project));
        QVERIFY(fits(Verb::Dismiss, SubjectKind::Account) && fits(Verb::Dismiss, SubjectKind::Domain));
        QVERIFY(!isReversible(Verb::Remove));
        QVERIFY(isReversible(Verb::Ban));
        QVERIFY(!opposite(Verb::Remove));
        QVERIFY(!fits(static_cast<Verb>(99), SubjectKind::Account));
        QVERIFY(word(static_cast<Verb>(99)).isEmpty() && !opposite(static_cast<Verb>(99)));
        QVERIFY(word(static_cast<SubjectKind>(99)).isEmpty());
        QVERIFY(word(static_cast<AccountState>(99)).isEmpty());
    }

    void subjectsAreReadFromALine_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("name");
        const int account = static_cast<int>(SubjectKind::Account);
        const int project = static_cast<int>(SubjectKind::Project);
        const int domain = static_cast<int>(SubjectKind::Domain);
        QTest::newRow("account") << u"account:AmberZephyr"_s << account << u"amberzephyr"_s << u"AmberZephyr"_s;
        QTest::newRow("project") << u" project:Zope.Interface\r"_s << project << u"zope-interface"_s
                                 << u"Zope.Interface"_s;
        QTest::newRow("domain") << u"domain:Inbox.RU"_s << domain << u"inbox.ru"_s << u"inbox.ru"_s;
        QTest::newRow("domain with dot") << u"domain:inbox.ru."_s << domain << u"inbox.ru"_s << u"inbox.ru"_s;
        QTest::newRow("IDN") << u"domain:пример.рф"_s << domain << u"xn--e1afmkfd.xn--p1ai"_s
                             << u"xn--e1afmkfd.xn--p1ai"_s;
        QTest::newRow("ideographic dot") << u"domain:inbox\u3002ru"_s << domain << u"inbox.ru"_s << u"inbox.ru"_s;
        QTest::newRow("colon inside") << u"account:a:b"_s << account << u"a:b"_s << u"a:b"_s;
    }
    void subjectsAreReadFromALine()
    {
        QFETCH(QString, line);
        const Result<Subject> subject = parseSubject(line);
        CORDON_VERIFY(subject);
        QTEST(static_cast<int>(subject->kind), "kind");
        QTEST(subject->key, "key");
        QTEST(subject->name, "name");
    }

    void whatNamesNoSubject_data()
    {
        QTest::addColumn<QString>("line");
        for (const char* line : {"", "amber", "account:", "account: ", "user:amber", ":x", "domain:not a host",
                                 "domain:a@inbox.ru", "domain:mail.inbox.ru"}) {
            QTest::newRow(line) << QString::fromLatin1(line);
        }
        // What the domain's rules read as a dot must not widen the name either.
        QTest::newRow("ideographic dots") << u"domain:mail\u3002inbox\u3002ru"_s;
        QTest::newRow("full-width dots") << u"domain:mail\uFF0Einbox.ru"_s;
        QTest::newRow("half-width dots") << u"domain:mail\uFF61inbox.ru"_s;
    }
    void whatNamesNoSubject()
    {
        QFETCH(QString, line);
        const Result<Subject> subject = parseSubject(line);
        QVERIFY(!subject);
        QCOMPARE(subject.error().kind, ErrorKind::BadInput);
    }

    void subjectsSortByKindAndKey()
    {
        QVERIFY(accountSubject(u"z") < projectSubject(u"a"));
        QVERIFY(accountSubject(u"a") < accountSubject(u"B"));
        QVERIFY(projectSubject(u"a.b") == projectSubject(u"A-B"));
        QCOMPARE(domainSubject(u"In Valid").key, u"in valid"_s);
    }
};

QTEST_GUILESS_MAIN(TestValues)
#include "tst_values.moc"
