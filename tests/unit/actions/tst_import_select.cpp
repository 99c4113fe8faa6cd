// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/actions/workshop.h"

#include <QTest>

using namespace cordon;
using namespace cordon::test;

/// From files to the picture, and from the picture to a named selection.
class TestImportSelect : public QObject {
    Q_OBJECT

    static QStringList words(const std::vector<Subject>& subjects)
    {
        QStringList words;
        for (const Subject& subject : subjects) {
            words << QString(word(subject.kind) + u':' + subject.key);
        }
        return words;
    }

    static QStringList selectionNames(Session& session)
    {
        const auto sizes = selectionSizes(session);
        QStringList names;
        for (const CountedWord& each : sizes ? *sizes : std::vector<CountedWord>{{u"?"_s, 0}}) {
            names << each.word;
        }
        return names;
    }

private Q_SLOTS:
    void importingFlagsWhatTheRuleNames_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<std::int64_t>("accounts");
        QTest::addColumn<std::int64_t>("projects");
        // A report flags its subject whatever the rule says: spam2 and spam-b.
        QTest::newRow("no rule") << QString() << std::int64_t(1) << std::int64_t(1);
        QTest::newRow("all") << u"all"_s << std::int64_t(4) << std::int64_t(4);
        QTest::newRow("a filter") << u"domain:inbox.ru created:2025-06-12"_s << std::int64_t(1) << std::int64_t(2);
        QTest::newRow("nobody") << u"name:nobody"_s << std::int64_t(1) << std::int64_t(1);
    }
    void importingFlagsWhatTheRuleNames()
    {
        QFETCH(const QString, rule);
        QFETCH(const std::int64_t, accounts);
        QFETCH(const std::int64_t, projects);
        Workshop shop;
        QVERIFY(shop.ready());
        const std::uint64_t before = shop.session->index()->generation();
        ImportOrder order{{shop.data()}, {}};
        if (!rule.isEmpty()) {
            order.flag = rule;
        }
        const auto outcome = importInto(*shop.session, order, {}, {});
        CORDON_VERIFY(outcome);
        QCOMPARE(outcome->counts.accounts, 4);
        QCOMPARE(outcome->counts.reports, 2);
        const auto index = shop.session->index();
        QCOMPARE(index->flagged(Table::Accounts).count(), accounts);
        QCOMPARE(index->flagged(Table::Projects).count(), projects);
        QCOMPARE(outcome->generation, index->generation());
        // The same files again: a new generation only where flags changed.
        QCOMPARE(index->generation() != before, accounts + projects > 2);
        const auto again = importInto(*shop.session, order, {}, {});
        CORDON_VERIFY(again);
        QCOMPARE(again->generation, outcome->generation);
    }

    void aRuleThatCannotBeReadStopsTheImportBeforeItBegins_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<bool>("imported");
        QTest::newRow("not a filter") << u"domain:(("_s << false;
        QTest::newRow("a selection that is not there") << u"in:nothing"_s << true;
    }
    void aRuleThatCannotBeReadStopsTheImportBeforeItBegins()
    {
        QFETCH(const QString, rule);
        QFETCH(const bool, imported);
        Workshop shop;
        QVERIFY(shop.ready());
        const QString more = shop.file(u"accounts.csv"_s, "username,email,date_joined\nnew,n@x.test,2025-01-01\n");
        const auto outcome = importInto(*shop.session, {{more}, rule}, {}, {});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::BadInput);
        CORDON_VERIFY(shop.session->reload());
        QCOMPARE(shop.session->index()->findAccount(u"new").has_value(), imported);
    }

    void aPathThatIsNotThereChangesNothing()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        const auto outcome = importInto(*shop.session, {{shop.path(u"nowhere"_s)}, {}}, {}, {});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::BadInput);
        QCOMPARE(shop.session->index()->size(Table::Accounts), 4U);
    }

    void aStoppedImportIsSaidAndShowsWhatIsThere()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        std::stop_source stop;
        stop.request_stop();
        const auto outcome = importInto(*shop.session, {{shop.data()}, u"all"_s}, {}, stop.get_token());
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Cancelled);
        QCOMPARE(shop.session->index()->size(Table::Accounts), 4U);
    }

    void progressIsToldAndBadLinesAreListed()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        const QString path = shop.file(u"accounts.csv"_s,
                                       "username,email,date_joined\nfine,f@x.test,2025-01-01\nbad,b@x.test,someday\n");
        QStringList stages;
        const auto outcome =
            importInto(*shop.session, {{path}, {}}, [&](const Progress& progress) { stages << progress.stage; }, {});
        CORDON_VERIFY(outcome);
        QCOMPARE(outcome->rejectedTotal, 1);
        QCOMPARE(outcome->rejected.size(), 1U);
        QCOMPARE(outcome->rejected.front().line, 3);
        QVERIFY(!stages.isEmpty());
    }

    void readersDoNotImport()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        QVERIFY(shop.reopen(OpenMode::ReadOnly));
        const auto outcome = importInto(*shop.session, {{shop.data()}, {}}, {}, {});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::NeedsPerson);
    }

    void aSelectionIsMadeFromOneSource_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("members");
        QTest::addColumn<QString>("provenance");
        QTest::newRow("filter") << u"filter"_s << u"domain:inbox.ru -name:honest*"_s
                                << u"account:spam1 account:spam2 project:spam-a project:spam-b project:spam-c"_s
                                << u"filter domain:inbox.ru -name:honest*"_s;
        QTest::newRow("filter of accounts")
            << u"accounts"_s << u"domain:inbox.ru"_s << u"account:honest account:spam1 account:spam2"_s
            << u"filter domain:inbox.ru"_s;
        QTest::newRow("filter of projects")
            << u"projects"_s << u"name:~lib"_s << u"project:honest-lib"_s << u"filter name:~lib"_s;
        QTest::newRow("filter of domains")
            << u"domains"_s << u"domain:inbox.ru"_s << u"domain:inbox.ru"_s << u"filter domain:inbox.ru"_s;
        QTest::newRow("filter that only domains match")
            << u"filter"_s << u"kind:domain name:uni.test"_s << u"domain:uni.test"_s
            << u"filter kind:domain name:uni.test"_s;
        QTest::newRow("expression") << u"expression"_s << u"base - \"owner\""_s << u"project:spam-c"_s
                                    << u"expression base - \"owner\""_s;
        QTest::newRow("subjects") << u"subjects"_s << u"project:spam_b account:SPAM1 account:spam1"_s
                                  << u"account:spam1 project:spam-b"_s << u"ticked"_s;
        QTest::newRow("nothing") << u"filter"_s << u"name:nobody"_s << QString() << u"filter name:nobody"_s;
    }
    void aSelectionIsMadeFromOneSource()
    {
        QFETCH(const QString, source);
        QFETCH(const QString, text);
        QFETCH(const QString, members);
        QFETCH(const QString, provenance);
        Workshop shop;
        QVERIFY(shop.ready());
        CORDON_VERIFY(shop.select(u"base"_s, u"kind:project domain:inbox.ru -name:honest*"_s));
        CORDON_VERIFY(shop.select(u"owner"_s, u"name:spam-a,spam-b"_s));
        SelectOrder order;
        order.name = u"made"_s;
        order.provenance = u"ticked"_s;
        if (source == u"expression") {
            order.expression = text;
        } else if (source == u"subjects") {
            order.subjects.emplace();
            for (const QString& one : text.split(u' ')) {
                order.subjects->push_back(parseSubject(one).value());
            }
        } else {
            order.filter = text;
            order.of = source == u"accounts"   ? std::optional(Table::Accounts)
                       : source == u"projects" ? std::optional(Table::Projects)
                       : source == u"domains"  ? std::optional(Table::Domains)
                                               : std::nullopt;
        }
        const auto outcome = makeSelection(*shop.session, order);
        CORDON_VERIFY(outcome);
        const auto kept = selectionNamed(*shop.session, u"made"_s);
        CORDON_VERIFY(kept);
        QCOMPARE(words(*kept).join(u' '), members);
        QCOMPARE(outcome->accounts + outcome->projects + outcome->domains, std::ssize(*kept));
        QCOMPARE(outcome->provenance, provenance);
        QCOMPARE(selectionNames(*shop.session), QStringList({u"base"_s, u"made"_s, u"owner"_s}));
        const auto sizes = selectionSizes(*shop.session);
        CORDON_VERIFY(sizes);
        QCOMPARE((*sizes)[1].count, std::ssize(*kept));
    }

    void aFileOfSubjectsMakesASelection()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        SelectOrder order;
        order.name = u"list"_s;
        order.file = shop.file(u"list.txt"_s, "project:SPAM_A\r\n\n  account:amber \ndomain:Inbox.RU\n");
        const auto outcome = makeSelection(*shop.session, order);
        CORDON_VERIFY(outcome);
        const auto kept = selectionNamed(*shop.session, u"list"_s);
        CORDON_VERIFY(kept);
        QCOMPARE(words(*kept).join(u' '), u"account:amber project:spam-a domain:inbox.ru"_s);
        // Named as registered, not as typed.
        QCOMPARE(kept->at(1).name, u"Spam.A"_s);
    }

    void aLineThatNamesNobodyIsNamed_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("says");
        QTest::newRow("unknown account") << QByteArray("account:amber\n\naccount:ghost\n") << u"line 3"_s;
        QTest::newRow("no kind") << QByteArray("amber\n") << u"line 1"_s;
        QTest::newRow("hostile") << QByteArray("project:\xE2\x80\xAEgpj\n") << u"line 1"_s;
    }
    void aLineThatNamesNobodyIsNamed()
    {
        QFETCH(const QByteArray, content);
        QFETCH(const QString, says);
        Workshop shop;
        QVERIFY(shop.ready());
        SelectOrder order;
        order.name = u"list"_s;
        order.file = shop.file(u"list.txt"_s, content);
        const auto outcome = makeSelection(*shop.session, order);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::BadInput);
        QVERIFY2(outcome.error().what.contains(says), qPrintable(outcome.error().what));
        QVERIFY(!outcome.error().what.contains(QChar(0x202E)));
        const auto kept = selectionNamed(*shop.session, u"list"_s);
        QVERIFY(!kept);
        QCOMPARE(kept.error().kind, ErrorKind::BadInput);
    }

    void whatCannotBeSelectedIsSaid_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<int>("kind");
        QTest::newRow("no name") << u"no name"_s << int(ErrorKind::Usage);
        QTest::newRow("no source") << u"no source"_s << int(ErrorKind::Usage);
        QTest::newRow("two sources") << u"two sources"_s << int(ErrorKind::Usage);
        QTest::newRow("bad filter") << u"bad filter"_s << int(ErrorKind::BadInput);
        QTest::newRow("unknown selection in filter") << u"unknown in"_s << int(ErrorKind::BadInput);
        QTest::newRow("unknown selection of projects") << u"unknown in projects"_s << int(ErrorKind::BadInput);
        QTest::newRow("unknown selection of domains") << u"unknown in domains"_s << int(ErrorKind::BadInput);
        QTest::newRow("bad expression") << u"bad expression"_s << int(ErrorKind::BadInput);
        QTest::newRow("no such file") << u"no such file"_s << int(ErrorKind::BadInput);
        QTest::newRow("read-only") << u"read-only"_s << int(ErrorKind::NeedsPerson);
    }
    void whatCannotBeSelectedIsSaid()
    {
        QFETCH(const QString, what);
        QFETCH(const int, kind);
        Workshop shop;
        QVERIFY(shop.ready());
        SelectOrder order;
        order.name = what == u"no name" ? u"  "_s : u"made"_s;
        if (what == u"two sources") {
            order.filter = order.expression = u"x"_s;
        } else if (what.startsWith(u"unknown in")) {
            order.filter = u"in:nothing"_s;
            order.of = what.endsWith(u"projects")  ? std::optional(Table::Projects)
                       : what.endsWith(u"domains") ? std::optional(Table::Domains)
                                                   : std::nullopt;
        } else if (what == u"bad expression") {
            order.expression = u"a +"_s;
        } else if (what == u"no such file") {
            order.file = shop.path(u"nowhere"_s);
        } else if (what != u"no source") {
            order.filter = u"domain:"_s;
        }
        QVERIFY(what != u"read-only" || shop.reopen(OpenMode::ReadOnly));
        const auto outcome = makeSelection(*shop.session, order);
        QVERIFY(!outcome);
        QCOMPARE(int(outcome.error().kind), kind);
        QCOMPARE(selectionNames(*shop.session), QStringList());
    }

    void aFilterMayReferToANamedSelection()
    {
        Workshop shop;
        QVERIFY(shop.ready());
        CORDON_VERIFY(shop.select(u"base"_s, u"name:spam-a,spam1"_s));
        const auto outcome = shop.select(u"rest"_s, u"domain:inbox.ru -in:base"_s);
        CORDON_VERIFY(outcome);
        QCOMPARE(outcome->accounts, 2);
        QCOMPARE(outcome->projects, 3);
    }
};

QTEST_GUILESS_MAIN(TestImportSelect)
#include "tst_import_select.moc"
