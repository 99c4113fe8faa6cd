// SPDX-License-Identifier: Apache-2.0
// The tables of groups, accounts and projects: figures, order, marks, and hostile texts.
#include "core/domain/visible_text.h"
#include "tests/ui/small_bench.h"
#include "ui/models/dossier.h"
#include "ui/models/groups_model.h"
#include "ui/models/members_model.h"
#include "ui/models/same_value.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace cordon;
using namespace cordon::test;
using namespace cordon::ui;
using namespace Qt::StringLiterals;

namespace {

const QString kMarkup = u"<img src=x onerror=alert(1)>"_s;
const QString kBidi = u"safe\u202egnp.exe"_s;

QString cell(const QAbstractItemModel& model, int row, int column, int role = Qt::DisplayRole)
{
    return model.index(row, column).data(role).toString();
}

std::shared_ptr<const TableRows> shown(const SmallBench& small, Table table)
{
    return small.bench.view()->sorted[std::size_t(table)];
}

/// Two accounts whose names, address and project want to be more than text.
std::shared_ptr<const Index> hostileIndex()
{
    TinyIndex tiny(u"account a a@inbox.ru 2025-06-09T10:00:00Z\n"
                   "account b b@inbox.ru 2025-06-09T11:00:00Z\n"
                   "project p a 2025-06-10T00:00:00Z modules=0\n"_s);
    tiny.rows.accounts[0].value.name = kMarkup;
    tiny.rows.accounts[1].value.name = kBidi;
    tiny.rows.accounts[1].value.note = u"note \u200b<b>x</b>"_s;
    tiny.rows.projects[0].value.name = kMarkup;
    tiny.rows.projects[0].value.owner = kMarkup;
    tiny.rows.projects[0].value.summary = u"<b>\u2066sum</b>"_s;
    return tiny.build();
}

} // namespace

class TestTables : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void groupsShowTheFiguresOfTheAnswer()
    {
        SmallBench small;
        QVERIFY(small.settled);
        GroupsModel model(small.bench.set(), small.bench.jobs());
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        model.setView(small.bench.answer());
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(cell(model, 0, GroupsModel::DomainColumn), u"inbox.ru"_s);
        QCOMPARE(cell(model, 0, GroupsModel::AccountsColumn), u"4"_s);
        QCOMPARE(cell(model, 0, GroupsModel::ProjectsColumn), u"4"_s);
        QCOMPARE(cell(model, 0, GroupsModel::FlaggedColumn), u"6"_s);
        QCOMPARE(cell(model, 0, GroupsModel::OpenColumn), u"6"_s);
        QCOMPARE(cell(model, 0, GroupsModel::WindowColumn), u"all time"_s);
        QCOMPARE(cell(model, 0, GroupsModel::FirstColumn), u"2020-05-01 09:00"_s);
        QCOMPARE(cell(model, 0, GroupsModel::LastColumn), u"2025-06-25 08:00"_s);
        QCOMPARE(model.index(0, GroupsModel::ShareColumn).data(ShareRole).toDouble(), 1.0);
        QCOMPARE(model.index(1, GroupsModel::ShareColumn).data(ShareRole).toDouble(), 0.25);
        // Sub-domains of a university are one group.
        QCOMPARE(cell(model, 1, GroupsModel::DomainColumn), u"example.edu"_s);
        QVERIFY(!model.groupAt(3));
        QVERIFY(!model.groupAt(-1));
        model.setView(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void everyCutOfTimeHasItsOwnWindow_data()
    {
        QTest::addColumn<int>("cut");
        QTest::addColumn<int>("rows");
        QTest::addColumn<QString>("window");
        QTest::newRow("hour") << int(TimeCut::Hour) << 5 << u"2025-06-09 10:00"_s;
        QTest::newRow("day") << int(TimeCut::Day) << 5 << u"2025-06-09"_s;
        QTest::newRow("week") << int(TimeCut::Week) << 5 << u"week of 2025-06-09"_s;
        QTest::newRow("burst") << int(TimeCut::Burst) << 5 << u"2025-06-09 10:00 – 10:05"_s;
    }
    void everyCutOfTimeHasItsOwnWindow()
    {
        QFETCH(int, cut);
        SmallBench small;
        small.bench.setGrouping(Table::Accounts, TimeCut(cut));
        small.settle();
        GroupsModel model(small.bench.set(), small.bench.jobs());
        model.setView(small.bench.answer());
        QTEST(model.rowCount(), "rows");
        QTEST(cell(model, 0, GroupsModel::WindowColumn), "window");
        QCOMPARE(cell(model, 0, GroupsModel::AccountsColumn), u"2"_s);
        // Its terms find exactly its members.
        const Bitmap members = small.bench.view()->membersOfGroup(*model.groupAt(0));
        QVERIFY(!small.bench.setFilterText(model.termsOf(*model.groupAt(0)).join(u' ')));
        small.settle();
        QCOMPARE(small.bench.view()->matching(Table::Accounts), members);
    }

    void aGroupTellsHowMuchOfItIsTicked()
    {
        SmallBench small;
        GroupsModel model(small.bench.set(), small.bench.jobs());
        model.setView(small.bench.answer());
        QSignalSpy changed(&model, &GroupsModel::dataChanged);
        const QModelIndex mark = model.index(0, GroupsModel::MarkColumn);
        QCOMPARE(mark.data(MarkRole).toInt(), int(Mark::None));
        small.bench.set().tickOne(Table::Accounts, small.account("w1"), true);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(mark.data(MarkRole).toInt(), kPartlyTicked);
        QCOMPARE(mark.data(Qt::CheckStateRole).toInt(), int(Qt::PartiallyChecked));
        QCOMPARE(mark.data(Qt::AccessibleTextRole).toString(), u"row 1 of 3, 1 of 4 ticked"_s);
        const Bitmap members = small.bench.view()->membersOfGroup(*model.groupAt(0));
        small.bench.set().tick(Table::Accounts, members, true, u"group"_s);
        QCOMPARE(mark.data(MarkRole).toInt(), int(Mark::Ticked));
        QCOMPARE(model.index(1, GroupsModel::MarkColumn).data(MarkRole).toInt(), int(Mark::None));
    }

    void membersShowEveryRowInTheOrderAskedFor()
    {
        SmallBench small;
        small.bench.setOrder(Table::Accounts, {SortField::Name, true});
        small.settle();
        MembersModel model(Table::Accounts, small.bench.set());
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows(small.bench.index(), shown(small, Table::Accounts));
        QStringList names;
        for (int row = 0; row < model.rowCount(); ++row) {
            names << cell(model, row, MembersModel::NameColumn);
        }
        QCOMPARE(names.join(u' '), u"w3 w2 w1 uni old ada"_s);
        QCOMPARE(cell(model, 2, MembersModel::TimeColumn), u"2025-06-09 10:00"_s);
        QCOMPARE(cell(model, 2, MembersModel::CountColumn), u"2"_s);
        QCOMPARE(cell(model, 2, MembersModel::SignsColumn), u"open"_s);
        QCOMPARE(cell(model, 5, MembersModel::SignsColumn), u"protected"_s);
        QCOMPARE(model.index(5, MembersModel::SignsColumn).data(ToneRole).toInt(), int(Tone::Warn));
        QCOMPARE(model.placeOf(small.account("w2")), 1);
        QCOMPARE(model.placeOf(99), -1);
        QVERIFY(!model.rowAt(6));
    }

    void projectsTellCodeOwnerAndPeople()
    {
        SmallBench small;
        MembersModel model(Table::Projects, small.bench.set());
        model.setRows(small.bench.index(), shown(small, Table::Projects));
        const int p3 = model.placeOf(small.project("p3"));
        QCOMPARE(cell(model, p3, MembersModel::OwnerColumn), u"w2"_s);
        QCOMPARE(cell(model, p3, MembersModel::DomainColumn), u"inbox.ru"_s);
        QCOMPARE(cell(model, p3, MembersModel::CodeColumn), u"empty"_s);
        QCOMPARE(cell(model, p3, MembersModel::SignsColumn), u"open · co-owned"_s);
        QCOMPARE(cell(model, p3, MembersModel::StateColumn), u"active"_s);
        const int real = model.placeOf(small.project("real"));
        QCOMPARE(cell(model, real, MembersModel::CodeColumn), u"12 modules"_s);
    }

    void theMarkIsTheWorkingSets()
    {
        SmallBench small;
        MembersModel model(Table::Accounts, small.bench.set());
        model.setRows(small.bench.index(), shown(small, Table::Accounts));
        const QModelIndex mark = model.index(model.placeOf(small.account("w1")), MembersModel::MarkColumn);
        QVERIFY(model.setData(mark, Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(small.bench.set().accounts(), 1);
        QCOMPARE(mark.data(MarkRole).toInt(), int(Mark::Ticked));
        QVERIFY(mark.data(Qt::AccessibleTextRole).toString().endsWith(u", ticked"_s));
        small.bench.set().toggleLeftOut(Table::Accounts, small.account("w1"));
        QCOMPARE(mark.data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
        QVERIFY(mark.data(Qt::AccessibleTextRole).toString().endsWith(u", left out"_s));
        QVERIFY(!model.setData(mark.siblingAtColumn(1), Qt::Checked, Qt::CheckStateRole));
    }

    void rowsWithTheSameValueAreFound()
    {
        SmallBench small;
        const Row w1 = small.account("w1");
        const auto same = [&](int column) {
            return rowsWithSameValue(*small.bench.index(), Table::Accounts, column, w1,
                                     shown(small, Table::Accounts)->found());
        };
        QCOMPARE(same(MembersModel::DomainColumn).count(), 4);
        QCOMPARE(same(MembersModel::TimeColumn), // the day, not the minute
                 rowsNamed(*small.bench.index(), Table::Accounts, {u"w1"_s, u"w2"_s}));
        QCOMPARE(same(MembersModel::MarkColumn).count(), 1);
        QCOMPARE(same(MembersModel::EmailColumn).count(), 1); // the address, not what its mask leaves of it
    }

    void addressesAreMaskedInCellClipboardAndFilter()
    {
        SmallBench small;
        MembersModel model(Table::Accounts, small.bench.set());
        model.setRows(small.bench.index(), shown(small, Table::Accounts));
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex at = model.index(row, MembersModel::EmailColumn);
            const QString address = small.bench.index()->account(model.rowAt(row).value()).email;
            for (const int role : {int(Qt::DisplayRole), int(CopyRole), int(Qt::AccessibleTextRole), int(FilterRole),
                                   int(Qt::ToolTipRole)}) {
                QVERIFY2(!at.data(role).toString().contains(address), qPrintable(address));
            }
        }
        const Row w1 = small.account("w1");
        const auto tells = [&](bool reveal) {
            for (const auto& section : accountDossier(*small.bench.index(), w1, reveal).sections) {
                for (const auto& line : section.lines) {
                    if (line.value.contains(u"w1@inbox.ru"_s)) {
                        return true;
                    }
                }
            }
            return false;
        };
        QVERIFY(!tells(false));
        QVERIFY(tells(true));
    }

    void everyFilterTermOfACellFindsItsRow()
    {
        for (const auto& picture : {tinyIndex(kSmallWave), hostileIndex()}) {
            SmallBench small(picture);
            for (const Table table : {Table::Accounts, Table::Projects}) {
                MembersModel model(table, small.bench.set());
                model.setRows(picture, shown(small, table));
                for (int row = 0; row < model.rowCount(); ++row) {
                    for (const int column : MembersModel::columnsOf(table)) {
                        const QString term = cell(model, row, column, FilterRole);
                        const auto filter = Filter::parse(term);
                        QVERIFY2(filter.has_value(), qPrintable(term));
                        const auto found = match(*filter, *picture, table);
                        CORDON_VERIFY(found);
                        QVERIFY2(found->test(model.rowAt(row).value()), qPrintable(term));
                    }
                }
            }
        }
    }

    void hostileNamesAreShownVisibleAndNeverAsMarkup()
    {
        SmallBench small(hostileIndex());
        for (const Table table : {Table::Accounts, Table::Projects}) {
            MembersModel model(table, small.bench.set());
            model.setRows(small.bench.index(), shown(small, table));
            for (int row = 0; row < model.rowCount(); ++row) {
                for (int column = 0; column < MembersModel::ColumnCount; ++column) {
                    for (const int role : {int(Qt::DisplayRole), int(CopyRole), int(Qt::AccessibleTextRole)}) {
                        const QString text = cell(model, row, column, role);
                        QVERIFY2(!hasHiddenCharacters(text), qPrintable(text));
                    }
                    // Qt guesses at tool-tips: only ours with everything escaped may look like markup.
                    const QString tip = cell(model, row, column, Qt::ToolTipRole);
                    QVERIFY2(!tip.contains(u"<img"_s) && !tip.contains(u'\u202e'), qPrintable(tip));
                }
            }
        }
    }

    void theNameWithHiddenCharactersSaysSo()
    {
        SmallBench small(hostileIndex());
        MembersModel model(Table::Accounts, small.bench.set());
        model.setRows(small.bench.index(), shown(small, Table::Accounts));
        QCOMPARE(cell(model, 0, MembersModel::NameColumn), kMarkup);
        QVERIFY(cell(model, 1, MembersModel::NameColumn).contains(u"U+202E"_s));
        QVERIFY(cell(model, 1, MembersModel::SignsColumn).contains(u"hidden characters"_s));
        QVERIFY(cell(model, 1, MembersModel::NameColumn, Qt::ToolTipRole).contains(u"U+202E"_s));
    }

    void theEvidenceOfHostileRowsIsVisibleText()
    {
        const auto picture = hostileIndex();
        for (const auto& dossier : {accountDossier(*picture, 0, true), accountDossier(*picture, 1, true),
                                    projectDossier(*picture, 0, true)}) {
            QStringList texts{dossier.title};
            for (const auto& section : dossier.sections) {
                for (const auto& line : section.lines) {
                    texts << line.label << line.value;
                }
            }
            for (const QString& text : texts) {
                QVERIFY2(!hasHiddenCharacters(text), qPrintable(text));
            }
        }
    }

    void aRowTheFilterGaveUpOnIsShownAndSaysSo()
    {
        SmallBench small;
        Bitmap found(small.bench.index()->size(Table::Accounts), true);
        Bitmap gaveUp(found.size());
        gaveUp.set(small.account("w1"));
        MembersModel model(Table::Accounts, small.bench.set());
        model.setRows(small.bench.index(), std::make_shared<const TableRows>(found, gaveUp));
        const int w1 = model.placeOf(small.account("w1"));
        QCOMPARE(cell(model, w1, MembersModel::SignsColumn), u"open · filter gave up"_s);
        QCOMPARE(model.index(w1, MembersModel::SignsColumn).data(ToneRole).toInt(), int(Tone::Warn));
        const int w2 = model.placeOf(small.account("w2"));
        QCOMPARE(cell(model, w2, MembersModel::SignsColumn), u"open"_s);
    }

    void everyStepStateHasWordsAndAWarningWhereItIsNeeded()
    {
        for (int state = int(StepState::Planned); state <= int(StepState::Parked); ++state) {
            QVERIFY2(!stepWords(StepState(state)).isEmpty(), qPrintable(QString::number(state)));
        }
        QCOMPARE(stepTone(StepState::Done), Tone::Good);
        QCOMPARE(stepTone(StepState::Rejected), Tone::Danger);
        QCOMPARE(stepTone(StepState::Unknown), Tone::Warn);
        QCOMPARE(stateTone(ProjectState::Quarantined), Tone::Danger);
        QCOMPARE(timeCell(Instant()), QString());
        QVERIFY(timeToolTip(parseInstant(u"2025-06-09T10:00:00Z"_s).value()).contains(u"local time"_s));
    }
};

QTEST_MAIN(TestTables)
#include "tst_tables.moc"
