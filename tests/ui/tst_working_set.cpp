// SPDX-License-Identifier: Apache-2.0
// The one selection: what is ticked, what was left out, and how it survives.
#include "tests/ui/small_bench.h"
#include "ui/models/working_set.h"

#include <QSignalSpy>

using namespace cordon;
using namespace cordon::test;
using namespace cordon::ui;
using namespace Qt::StringLiterals;

class TestWorkingSet : public QObject {
    Q_OBJECT

    std::shared_ptr<const Index> m_index = tinyIndex(kSmallWave);

    [[nodiscard]] Bitmap accounts(const QStringList& names) const
    {
        return rowsNamed(*m_index, Table::Accounts, names);
    }
    [[nodiscard]] Row account(const QString& name) const { return m_index->findAccount(name).value(); }
    [[nodiscard]] static QString words(const WorkingSet& set)
    {
        QStringList all;
        for (const Subject& subject : set.subjects()) {
            all << subjectWord(subject);
        }
        return all.join(u' ');
    }

private Q_SLOTS:
    void nothingCanBeTickedWithoutAPicture()
    {
        WorkingSet set;
        QCOMPARE(set.tick(Table::Accounts, Bitmap(3, true), true, u"x"_s), 0);
        QCOMPARE(set.tickOne(Table::Accounts, 0, true), 0);
        set.toggleLeftOut(Table::Accounts, 0);
        set.clear();
        set.undo();
        set.redo();
        QVERIFY(set.isEmpty());
        QVERIFY(set.subjects().empty());
        QVERIFY(set.toDraft().isEmpty());
    }

    void tickingCountsOnlyWhatChanges()
    {
        WorkingSet set;
        set.setIndex(m_index);
        QSignalSpy changed(&set, &WorkingSet::changed);
        QCOMPARE(set.tick(Table::Accounts, accounts({u"w1"_s, u"w2"_s}), true, u"the wave"_s), 2);
        QCOMPARE(set.tick(Table::Accounts, accounts({u"w2"_s, u"w3"_s}), true, u"more"_s), 1);
        QCOMPARE(set.tick(Table::Accounts, accounts({u"w1"_s}), true, u"again"_s), 0);
        QCOMPARE(changed.size(), 2);
        QCOMPARE(words(set), u"account:w1 account:w2 account:w3"_s);
        QCOMPARE(set.tick(Table::Accounts, accounts({u"w1"_s, u"ada"_s}), false, u"not"_s), 1);
        QCOMPARE(set.accounts(), 2);
        QCOMPARE(set.projects(), 0);
        QVERIFY(set.provenance().contains(u"the wave"_s));
    }

    void aRowSetOfAnotherSizeIsRefused()
    {
        WorkingSet set;
        set.setIndex(m_index);
        QCOMPARE(set.tick(Table::Accounts, Bitmap(2, true), true, u"x"_s), 0);
        QCOMPARE(set.tickOne(Table::Accounts, 1000, true), 0);
        QVERIFY(set.isEmpty());
    }

    void whatIsLeftOutStaysOutOfASweep()
    {
        WorkingSet set;
        set.setIndex(m_index);
        set.toggleLeftOut(Table::Accounts, account(u"old"_s));
        QCOMPARE(set.mark(Table::Accounts, account(u"old"_s)), Mark::LeftOut);
        QCOMPARE(set.tick(Table::Accounts, accounts({u"old"_s, u"w1"_s}), true, u"all"_s), 1);
        QCOMPARE(words(set), u"account:w1"_s);
        // One row ticked by hand is meant.
        QCOMPARE(set.tickOne(Table::Accounts, account(u"old"_s), true), 1);
        QCOMPARE(set.leftOutCount(), 0);
        QCOMPARE(set.accounts(), 2);
    }

    void leavingOutUnticksAndIsNeverBoth()
    {
        WorkingSet set;
        set.setIndex(m_index);
        set.tickOne(Table::Accounts, account(u"w1"_s), true);
        set.toggleLeftOut(Table::Accounts, account(u"w1"_s));
        QVERIFY(set.isEmpty());
        QCOMPARE(set.leftOutCount(), 1);
        set.toggleLeftOut(Table::Accounts, account(u"w1"_s));
        QCOMPARE(set.leftOutCount(), 0);
        QVERIFY(set.isEmpty());
        set.toggleLeftOut(Table::Accounts, account(u"w2"_s));
        set.takeBackLeftOut(m_index->subject(Table::Accounts, account(u"w2"_s)));
        QCOMPARE(set.leftOutCount(), 0);
    }

    void everyStepCanBeUndoneAndRedone()
    {
        WorkingSet set;
        set.setIndex(m_index);
        QVERIFY(!set.canUndo());
        set.tick(Table::Accounts, accounts({u"w1"_s, u"w2"_s}), true, u"a"_s);
        set.toggleLeftOut(Table::Accounts, account(u"w2"_s));
        set.clear();
        QVERIFY(set.isEmpty());
        set.undo();
        QCOMPARE(words(set), u"account:w1"_s);
        QCOMPARE(set.leftOutCount(), 1);
        set.undo();
        QCOMPARE(words(set), u"account:w1 account:w2"_s);
        set.undo();
        QVERIFY(set.isEmpty());
        QVERIFY(!set.canUndo());
        set.redo();
        set.redo();
        QCOMPARE(words(set), u"account:w1"_s);
        set.tickOne(Table::Accounts, account(u"w3"_s), true);
        QVERIFY(!set.canRedo());
    }

    void undoHasAFloorButForgetsNothingNewer()
    {
        WorkingSet set;
        set.setIndex(m_index);
        for (int i = 0; i < 120; ++i) {
            set.tickOne(Table::Accounts, account(u"w1"_s), i % 2 == 0);
        }
        int undone = 0;
        while (set.canUndo()) {
            set.undo();
            ++undone;
        }
        QCOMPARE(undone, 50);
    }

    void aNewPictureKeepsTheSetByNameAndTellsWhatIsGone()
    {
        WorkingSet set;
        set.setIndex(m_index);
        set.tick(Table::Accounts, accounts({u"w1"_s, u"w2"_s}), true, u"a"_s);
        set.toggleLeftOut(Table::Accounts, account(u"old"_s));
        const auto next = tinyIndex("account new new@a.example 2019-01-01T00:00:00Z\n"
                                    "account old old@inbox.ru 2020-05-01T09:00:00Z\n"
                                    "account w2 w2@inbox.ru 2025-06-09T10:05:00Z");
        set.setIndex(next);
        QCOMPARE(words(set), u"account:w2"_s);
        QCOMPARE(set.mark(Table::Accounts, next->findAccount(u"old"_s).value()), Mark::LeftOut);
        QCOMPARE(set.missing().size(), std::size_t(1));
        QCOMPARE(subjectWord(set.missing().front()), u"account:w1"_s);
        QVERIFY(!set.canUndo()); // rows of another picture
        set.setIndex(m_index);
        QCOMPARE(words(set), u"account:w1 account:w2"_s);
        QVERIFY(set.missing().empty());
    }

    void closingForgetsTheSet()
    {
        WorkingSet set;
        set.setIndex(m_index);
        set.tickOne(Table::Accounts, account(u"w1"_s), true);
        set.setReason(m_index->subject(Table::Accounts, 0), u"why"_s);
        set.setIndex(nullptr);
        QVERIFY(set.isEmpty());
        QVERIFY(set.reasons().empty());
        set.setIndex(m_index);
        QVERIFY(set.isEmpty());
        QVERIFY(set.missing().empty());
    }

    void adoptedMarksAreRefusedWhenTheSetHasChanged()
    {
        WorkingSet set;
        set.setIndex(m_index);
        set.tickOne(Table::Accounts, account(u"w1"_s), true);
        const auto other = tinyIndex("account w1 w1@inbox.ru 2025-06-09T10:00:00Z\n");
        const WorkingSet::Marks before = WorkingSet::carried(set.marks(), other);
        set.tickOne(Table::Accounts, account(u"w2"_s), true);
        QVERIFY(!set.adopt(before));
        QCOMPARE(set.accounts(), 2);
        QVERIFY(set.adopt(WorkingSet::carried(set.marks(), other)));
        QCOMPARE(set.accounts(), 1);
        QCOMPARE(set.missing().size(), std::size_t(1));
    }

    void aPictureThatIsLateNeverReplacesANewerOne()
    {
        QString many;
        for (int i = 0; i < 6'000; ++i) {
            many += u"account a%1 - 2025-06-09T10:00:00Z\n"_s.arg(i);
        }
        SmallBench small(tinyIndex(qPrintable(many)));
        QVERIFY(small.settled);
        const std::int64_t marks = std::int64_t(small.bench.index()->size(Table::Accounts));
        QCOMPARE(small.bench.set().tick(Table::Accounts, Bitmap(std::size_t(marks), true), true, u"all"_s), marks);
        const auto newest = Index::over(small.bench.index()->columns(), {}, {});
        const QString more = many % u"account b - 2025-06-10T10:00:00Z\n"_s;
        small.bench.showIndex(tinyIndex(qPrintable(more))); // marks are looked up
        small.bench.showIndex(newest);                      // these need not be
        QTRY_VERIFY_WITH_TIMEOUT(small.bench.jobs().idle() && !small.bench.viewPending(), kPatience);
        QCOMPARE(small.bench.index(), newest);
        QCOMPARE(small.bench.set().index(), newest);
        QCOMPARE(small.bench.set().accounts(), marks);
    }

    void aDecisionLeavesTheSetAndItsUndoAlone()
    {
        WorkingSet set;
        set.setIndex(m_index);
        set.tickOne(Table::Accounts, account(u"w1"_s), true);
        DecisionHead head;
        head.subject = m_index->subject(Table::Accounts, account(u"w1"_s));
        head.verb = Verb::Ban;
        set.setIndex(Index::over(m_index->columns(), {head}, {}));
        QCOMPARE(set.accounts(), 1);
        set.undo();
        QCOMPARE(set.accounts(), 0);
    }

    void ticksSurviveAsADraft()
    {
        WorkingSet set;
        set.setIndex(m_index);
        QCOMPARE(tickedToText(*m_index, set.ticked()), QString());
        set.tickOne(Table::Accounts, account(u"w1"_s), true);
        set.tickOne(Table::Projects, m_index->findProject(u"oldpkg"_s).value(), true);
        const QString text = tickedToText(*m_index, set.ticked());
        const std::vector<Subject> subjects = tickedFromText(text);
        QCOMPARE(subjects.size(), std::size_t(2));
        WorkingSet again;
        again.addTicked(resolve(*m_index, subjects)); // no picture yet: nothing
        again.setIndex(m_index);
        again.toggleLeftOut(Table::Accounts, account(u"w1"_s));
        again.addTicked(resolve(*m_index, subjects));
        QCOMPARE(again.accounts(), 0); // left out since
        QCOMPARE(again.projects(), 1);
        for (const char* broken : {"", "{[<", "{}", "[1,null,\"nonsense\",{}]"}) {
            QVERIFY(tickedFromText(QString::fromLatin1(broken)).empty());
        }
    }

    void leftOutAndReasonsSurviveAsADraft()
    {
        WorkingSet set;
        set.setIndex(m_index);
        set.toggleLeftOut(Table::Accounts, account(u"old"_s));
        set.toggleLeftOut(Table::Projects, m_index->findProject(u"oldpkg"_s).value());
        set.setReason(m_index->subject(Table::Accounts, account(u"old"_s)), u"years \"older\" \u202e"_s);
        const QString draft = set.toDraft();
        WorkingSet again;
        again.fromDraft(draft); // no picture yet: nothing
        again.setIndex(m_index);
        again.fromDraft(draft);
        QCOMPARE(again.leftOutCount(), 2);
        QCOMPARE(again.reasons().at(u"account:old"_s), u"years \"older\" \u202e"_s);
        QCOMPARE(again.toDraft(), draft);
    }

    void aReasonIsFoundByAnySpellingOfAName()
    {
        const auto index = tinyIndex("account a a@inbox.ru 2020-01-01T00:00:00Z\n"
                                     "project Grand.Docs_Fetch a 2020-01-02T00:00:00Z");
        WorkingSet set;
        set.setIndex(index);
        set.setReason(index->subject(Table::Projects, 0), u"older"_s);
        QCOMPARE(set.reasons().at(u"project:grand-docs-fetch"_s), u"older"_s);
        QCOMPARE(index->find(parseSubject(u"project:grand-docs-fetch"_s).value()), std::optional<Row>(0));
    }

    void aBrokenDraftIsIgnored_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("no JSON") << u"{[<"_s;
        QTest::newRow("other JSON") << u"{\"a\":1}"_s;
        QTest::newRow("odd members") << u"[1, null, {\"subject\":7}, {\"subject\":\"nonsense\"}]"_s;
        QTest::newRow("unknown subject") << u"[{\"subject\":\"account:nobody\",\"why\":\"x\"}]"_s;
    }
    void aBrokenDraftIsIgnored()
    {
        QFETCH(QString, text);
        WorkingSet set;
        set.setIndex(m_index);
        set.fromDraft(text);
        QCOMPARE(set.leftOutCount(), 0);
        QVERIFY(set.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestWorkingSet)
#include "tst_working_set.moc"
