// SPDX-License-Identifier: Apache-2.0
// The window over 200,000 accounts, by keys: typing, filtering, grouping anew, opening and closing,
// ticking all. What is ticked and where the cursor stands outlive each of them.
#include "tests/ui/big_rows.h"
#include "tests/ui/person.h"
#include "ui/theme/theme.h"
#include "ui/window/main_window.h"

#include <QSignalSpy>

using namespace cordon;
using namespace cordon::test;
using namespace cordon::ui;
using namespace Qt::StringLiterals;

class TestBigLists : public QObject {
    Q_OBJECT

    std::shared_ptr<const Index> m_index;
    std::unique_ptr<MainWindow> m_window;

    [[nodiscard]] Workbench& bench() const { return *m_window->parts().bench; }
    [[nodiscard]] const GroupsModel& groups() const { return m_window->parts().groups->model(); }
    [[nodiscard]] DenseTable& table() const { return *m_window->parts().list(); }
    [[nodiscard]] bool settle() const
    {
        return Person::waitFor([this] { return !bench().viewPending() && bench().view() && bench().jobs().idle(); },
                               3 * kPatience);
    }
    [[nodiscard]] bool filter(const QString& text) const
    {
        Person::ctrl(Qt::Key_F);
        Person::retype(text);
        Person::key(Qt::Key_Return);
        return settle();
    }
    [[nodiscard]] bool group(Table of, TimeCut cut) const
    {
        Person::ctrl(Qt::Key_1);
        bench().setGrouping(of, cut);
        return settle();
    }
    [[nodiscard]] QString text(int line, int column) const { return groups().index(line, column).data().toString(); }

private Q_SLOTS:
    void initTestCase()
    {
        applyTheme(ThemeChoice::Light);
        m_index = buildIndex(bigRows(200'000));
        QVERIFY(m_index);
    }
    void init()
    {
        m_window = std::make_unique<MainWindow>(WindowOptions{});
        m_window->resize(1366, 768);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        bench().showIndex(m_index);
        QVERIFY(settle());
    }
    void cleanup() { m_window.reset(); }

    void typingNarrowsAndGivesBack()
    {
        QVERIFY(filter(u"name:user1999"_s));
        QVERIFY(Person::sees("filterStatus", u"match"_s));
        QVERIFY(bench().view()->count(Table::Accounts) < 2'000);
        QVERIFY(filter(u"flagged:yes"_s));
        QCOMPARE(bench().view()->matching(Table::Accounts), m_index->flagged(Table::Accounts));
    }

    void allIsTickedAtOnceAndOutlivesTheRest()
    {
        Person::ctrl(Qt::Key_2);
        QVERIFY(settle());
        Person::ctrl(Qt::Key_A);
        QVERIFY(Person::sees("trayCounts", u"200,000 accounts"_s));
        QVERIFY(filter(u"name:user77"_s));
        QVERIFY(Person::sees("trayCounts", u"200,000 accounts"_s));
        QVERIFY(group(Table::Accounts, TimeCut::Day));
        QCOMPARE(groups().index(0, 0).data(MarkRole).toInt(), int(Mark::Ticked));
        bench().showIndex(Index::over(m_index->columns(), {}, {})); // as after a decision
        QVERIFY(settle());
        QVERIFY(Person::sees("trayCounts", u"200,000 accounts"_s));
        bench().showIndex(buildIndex(bigRows(200'001))); // as after an import
        QVERIFY(settle());
        QVERIFY(Person::sees("trayCounts", u"200,000 accounts"_s));
        QVERIFY(filter(u"-flagged"_s));
        Person::key(Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(Person::sees("trayCounts", u"Nothing ticked"_s));
        Person::ctrl(Qt::Key_Z);
        QVERIFY(Person::sees("trayCounts", u"200,000 accounts"_s));
    }

    void aGroupOpensInPlaceAndItsRowsAreItsMembers()
    {
        Person::ctrl(Qt::Key_1);
        Person::key(Qt::Key_Home);
        QCOMPARE(text(0, GroupsModel::DomainColumn), u"gmail.com"_s);
        Person::key(Qt::Key_Down);
        const int lines = groups().rowCount();
        const Bitmap members = bench().view()->membersOfGroup(*groups().groupAt(1));
        Person::key(Qt::Key_Right);
        QCOMPARE(groups().rowCount(), lines + int(members.count()));
        QCOMPARE(table().currentRow(), 1);
        Bitmap shown(members.size());
        for (int line = 2; line < 2 + int(members.count()); ++line) {
            shown.set(groups().rowAt(line).value());
        }
        QCOMPARE(shown, members);
        QVERIFY(!groups().rowAt(2 + int(members.count())));
        Person::key(Qt::Key_Right); // on to its first row
        QCOMPARE(table().currentRow(), 2);
        Person::key(Qt::Key_Space);
        QVERIFY(Person::sees("trayCounts", u"1 account"_s));
        QCOMPARE(groups().index(1, 0).data(MarkRole).toInt(), kPartlyTicked);
        Person::key(Qt::Key_Left); // back to the header
        QCOMPARE(table().currentRow(), 1);
        Person::key(Qt::Key_Left);
        QCOMPARE(groups().rowCount(), lines);
        Person::key(Qt::Key_Space);
        QVERIFY(Person::sees("trayCounts", u"%1 accounts"_s.arg(members.count())));
    }

    void allGroupsOpenAndTheCursorStaysOnItsGroup()
    {
        QVERIFY(group(Table::Accounts, TimeCut::Day));
        for (int i = 0; i < 40; ++i) {
            Person::key(Qt::Key_Down);
        }
        const QString domain = Person::cursorRow();
        const int line = table().currentRow();
        Person::key(Qt::Key_Asterisk);
        QCOMPARE(std::size_t(groups().rowCount()), bench().view()->groups().size() + 200'000);
        QCOMPARE(Person::cursorRow(), domain);
        QVERIFY(table().currentRow() > line);
        Person::key(Qt::Key_End);
        QCOMPARE(table().currentRow(), groups().rowCount() - 1);
        QVERIFY(groups().rowAt(groups().rowCount() - 1));
        for (int i = 0; i < 30; ++i) {
            Person::key(Qt::Key_PageUp);
        }
        Person::key(Qt::Key_Home);
        Person::key(Qt::Key_Minus);
        QCOMPARE(std::size_t(groups().rowCount()), bench().view()->groups().size());
        QCOMPARE(table().currentRow(), 0);
    }

    void whatIsOpenStaysOpenUnderANewFilter()
    {
        Person::ctrl(Qt::Key_1);
        Person::key(Qt::Key_Home);
        Person::key(Qt::Key_Down);
        const QString domain = Person::cursorRow();
        Person::key(Qt::Key_Right);
        QVERIFY(filter(u"flagged"_s));
        Person::ctrl(Qt::Key_1);
        int line = 0;
        while (line < groups().rowCount() && text(line, GroupsModel::DomainColumn) != domain) {
            ++line;
        }
        QVERIFY(groups().isOpen(line));
        QCOMPARE(table().currentRow(), line); // the cursor went with its group
        QCOMPARE(groups().outline().openGroups(), std::size_t(1));
    }

    void figuresComeWhereSomebodyLooks()
    {
        QVERIFY(group(Table::Accounts, TimeCut::Hour));
        const int last = groups().rowCount() - 1;
        QVERIFY(last > 50'000);
        Person::key(Qt::Key_End);
        QTRY_VERIFY_WITH_TIMEOUT(groups().isCounted(last), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(text(last, GroupsModel::AccountsColumn), u"1"_s, kPatience);
        QVERIFY(!groups().isCounted(last / 2)); // nobody was there
    }

    void uploadsAreGroupedShownAndTickTheirProjects()
    {
        QVERIFY(group(Table::Uploads, TimeCut::None));
        QCOMPARE(bench().view()->count(Table::Uploads), std::int64_t(m_index->size(Table::Uploads)));
        Person::key(Qt::Key_End);
        const int header = table().currentRow();
        const Bitmap members = bench().view()->membersOfGroup(*groups().groupAt(header));
        Person::key(Qt::Key_Return); // uploads have no page of their own: the group opens
        const Row first = groups().rowAt(header + 1).value();
        QVERIFY(members.test(first));
        QVERIFY(text(header + 1, GroupsModel::ShareColumn).contains(u"B by user"_s));
        Person::key(Qt::Key_Space);
        QVERIFY(settle());
        QVERIFY(Person::sees("trayCounts", u"0 accounts + 1 project"_s));
        QCOMPARE(bench().set().mark(Table::Projects, m_index->projectOfUpload(first)), Mark::Ticked);
        QTRY_COMPARE_WITH_TIMEOUT(groups().index(header, 0).data(MarkRole).toInt(), int(Mark::Ticked), kPatience);
    }

    void theCursorStaysWithItsRowWhereverThatGoes()
    {
        Person::ctrl(Qt::Key_2);
        QVERIFY(settle());
        for (int i = 0; i < 120; ++i) {
            Person::key(Qt::Key_Down);
        }
        const QString name = Person::cursorRow();
        const int fromTop = table().fromTop(table().currentRow());
        bench().setOrder(Table::Accounts, {SortField::Name, true});
        QVERIFY(settle());
        QCOMPARE(Person::cursorRow(), name);
        QCOMPARE(table().fromTop(table().currentRow()), fromTop);
        bench().showIndex(buildIndex(bigRows(150'000))); // fewer rows, other numbers
        QVERIFY(settle());
        QCOMPARE(Person::cursorRow(), name);
    }

    void aRangeTakesClosedGroupsWholeAndOfOpenOnesTheRowsInIt()
    {
        Person::ctrl(Qt::Key_1);
        Person::key(Qt::Key_Home);
        Person::key(Qt::Key_Down);
        Person::key(Qt::Key_Down);
        Person::key(Qt::Key_Right); // group 2 is open, 1 and 3 are not
        const GroupSpans& spans = bench().view()->groups();
        const std::int64_t open = spans[2].rows;
        QVERIFY(open > 3);
        QCOMPARE(groups().rowsBetween(1, 1).count(), std::int64_t{spans[1].rows});
        QCOMPARE(groups().rowsBetween(2, 2).count(), 0); // the header of an open group stands for itself
        QCOMPARE(groups().rowsBetween(3, 4).count(), 2);
        QCOMPARE(groups().rowsBetween(1, 4).count(), std::int64_t{spans[1].rows} + 2);
        const int after = 3 + int(open);
        QCOMPARE(groups().rowsBetween(4, after).count(), open - 1 + std::int64_t{spans[3].rows});
        QCOMPARE(groups().rowsBetween(0, groups().rowCount() - 1).count(), 200'000);
        Person::key(Qt::Key_Up);
        Person::key(Qt::Key_Space); // group 1
        for (int i = 0; i < 3; ++i) {
            Person::key(Qt::Key_Down);
        }
        Person::key(Qt::Key_Space, Qt::ShiftModifier); // to the second row of group 2
        QVERIFY(Person::sees("trayCounts", u"%1 accounts"_s.arg(spans[1].rows + 2)));
    }

    void theSignOpensByMouseAndNeverMeansTheRow()
    {
        Person::ctrl(Qt::Key_1);
        const int lines = groups().rowCount();
        const auto sign = [this] {
            return table().visualRect(groups().index(1, GroupsModel::DomainColumn)).topLeft() + QPoint(8, 8);
        };
        QTest::mouseClick(table().viewport(), Qt::LeftButton, {}, sign());
        QVERIFY(groups().isOpen(1));
        QVERIFY(groups().rowCount() > lines);
        QTest::mouseDClick(table().viewport(), Qt::LeftButton, {}, sign());
        QVERIFY(settle());
        QCOMPARE(Person::reads("filterEdit"), QString());
        QCOMPARE(m_window->parts().tab(), Parts::Groups);
        QTest::mouseClick(table().viewport(), Qt::LeftButton, {}, sign() + QPoint(60, 0)); // the name: only the cursor
        QCOMPARE(table().currentRow(), 1);
    }

    void shiftedArrowsOpenAndCloseAll()
    {
        QVERIFY(group(Table::Projects, TimeCut::None));
        const int lines = groups().rowCount();
        Person::key(Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(groups().rowCount(), lines + int(m_index->size(Table::Projects)));
        Person::key(Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(groups().rowCount(), lines);
    }

    void aDecisionMovesNoLine()
    {
        Person::ctrl(Qt::Key_1);
        Person::key(Qt::Key_Home);
        Person::key(Qt::Key_Down);
        Person::key(Qt::Key_Right);
        Person::key(Qt::Key_Right);
        const Row row = groups().rowAt(2).value();
        QSignalSpy resets(&groups(), &GroupsModel::modelReset);
        QSignalSpy members(&m_window->parts().accounts->model(), &MembersModel::modelReset);
        DecisionHead head;
        head.subject = m_index->subject(Table::Accounts, row);
        head.verb = Verb::Ban;
        bench().showIndex(Index::over(m_index->columns(), {head}, {}));
        QVERIFY(settle());
        QCOMPARE(resets.size(), 0);
        QCOMPARE(members.size(), 0);
        QCOMPARE(table().currentRow(), 2);
        QVERIFY(text(2, GroupsModel::ShareColumn).contains(u"decided: ban"_s));
    }

    void aListThatIsNotInFrontIsNotSorted()
    {
        Person::ctrl(Qt::Key_1);
        QVERIFY(filter(u"-name:zzz"_s));
        QVERIFY(!bench().view()->sorted[std::size_t(Table::Projects)]);
        Person::ctrl(Qt::Key_3);
        QVERIFY(settle());
        QCOMPARE(m_window->parts().projects->model().rowCount(), int(m_index->size(Table::Projects)));
        QVERIFY(Person::hasFocus("projectsView"));
    }
};

QTEST_MAIN(TestBigLists)
#include "tst_big_lists.moc"
