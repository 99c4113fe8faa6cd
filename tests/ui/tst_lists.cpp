// SPDX-License-Identifier: Apache-2.0
// The lists of the window over a small cache, by keys: what stands beside them follows what is done
// in them, and nothing that was asked for is lost on the way.
#include "tests/ui/big_rows.h"
#include "tests/ui/person.h"
#include "ui/models/row_words.h"
#include "ui/theme/theme.h"
#include "ui/views/chip.h"
#include "ui/window/main_window.h"

#include <QScrollBar>
#include <QSemaphore>

using namespace cordon;
using namespace cordon::test;
using namespace cordon::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr int kAccounts = 12'000; ///< more than are sorted without being looked at

/// A lane that does no work until it is let go.
class Occupied {
public:
    Occupied(JobRunner& jobs, Lane lane)
    {
        jobs.start(
            lane, &jobs, [gate = m_gate](const auto&) { return gate->tryAcquire(1, kPatience); }, [](bool) {});
    }
    ~Occupied() { letGo(); }
    void letGo() { m_gate->release(); }

private:
    std::shared_ptr<QSemaphore> m_gate = std::make_shared<QSemaphore>();
};

} // namespace

class TestLists : public QObject {
    Q_OBJECT

    std::shared_ptr<const Index> m_index;
    std::unique_ptr<MainWindow> m_window;

    [[nodiscard]] Workbench& bench() const { return *m_window->parts().bench; }
    [[nodiscard]] const GroupsModel& groups() const { return m_window->parts().groups->model(); }
    [[nodiscard]] DenseTable& table() const { return *m_window->parts().list(); }
    [[nodiscard]] bool settle() const
    {
        return Person::waitFor([this] { return !bench().viewPending() && bench().view() && bench().jobs().idle(); },
                               kPatience);
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
    [[nodiscard]] Bitmap membersAt(int line) const
    {
        return bench().view()->membersOfGroup(groups().groupAt(line).value());
    }
    /// What the tray says of ticked rows that the list does not show.
    [[nodiscard]] QString hiddenChip() const
    {
        for (const Chip* chip : m_window->parts().tray->findChildren<Chip*>()) {
            if (chip->isVisible() && chip->text().endsWith(u"not shown by the filter")) {
                return chip->text();
            }
        }
        return {};
    }
    /// What the panel says of a key; nothing where it does not speak of it.
    [[nodiscard]] QString advice(const QString& key) const
    {
        const QList<QLabel*> labels = m_window->parts().side->evidence()->findChildren<QLabel*>();
        for (qsizetype i = 1; i < labels.size(); ++i) {
            if (labels[i]->text() == key) {
                return labels[i - 1]->text(); // the value is made before its label
            }
        }
        return {};
    }
    [[nodiscard]] bool advises(const QString& key, const QString& what) const
    {
        const bool said = Person::waitFor([&] { return advice(key) == what; }, kPatience);
        if (!said) {
            qWarning("%s: \"%s\"", qPrintable(key), qPrintable(advice(key)));
        }
        return said;
    }

private Q_SLOTS:
    void initTestCase()
    {
        applyTheme(ThemeChoice::Light);
        m_index = buildIndex(bigRows(kAccounts));
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

    void theEvidenceOfAGroupSaysWhatItsKeysDoNow()
    {
        Person::ctrl(Qt::Key_1);
        Person::key(Qt::Key_Home);
        QVERIFY(advises(u"Right"_s, u"show its rows here"_s));
        QVERIFY(advises(u"Left"_s, QString()));
        QVERIFY(advises(u"Enter"_s, u"filter to this group"_s));
        Person::key(Qt::Key_Right);
        QVERIFY(advises(u"Left"_s, u"hide its rows"_s));
        QVERIFY(advises(u"Right"_s, u"go to its first row"_s));
        Person::key(Qt::Key_Left);
        QVERIFY(advises(u"Right"_s, u"show its rows here"_s));
        Person::key(Qt::Key_Asterisk);
        QVERIFY(advises(u"Left"_s, u"hide its rows"_s));
        Person::key(Qt::Key_Minus);
        QVERIFY(advises(u"Left"_s, QString()));
        QVERIFY(group(Table::Uploads, TimeCut::None)); // these have no page of their own
        QVERIFY(advises(u"Enter"_s, u"show its rows here"_s));
        QVERIFY(advises(u"Space"_s, u"tick their projects"_s));
        Person::key(Qt::Key_Return);
        QVERIFY(advises(u"Enter"_s, u"hide its rows"_s));
    }

    void noTickIsLostHoweverQuickTheNext()
    {
        QVERIFY(group(Table::Uploads, TimeCut::None));
        Person::key(Qt::Key_Home);
        Bitmap all = projectsOf(*m_index, membersAt(1));
        all |= projectsOf(*m_index, membersAt(2));
        all |= projectsOf(*m_index, membersAt(3));
        Occupied lane(bench().jobs(), Lane::Ticks);
        for (int i = 0; i < 3; ++i) {
            Person::key(Qt::Key_Down);
            Person::key(Qt::Key_Space);
        }
        lane.letGo();
        QVERIFY(settle());
        QCOMPARE(bench().set().ticked().projects, all);
        for (int i = 0; i < 3; ++i) { // and each can be taken back by itself
            Person::ctrl(Qt::Key_Z);
        }
        QVERIFY(bench().set().isEmpty());
    }

    void aTickOutlivesThePictureItWasAskedOver()
    {
        QVERIFY(group(Table::Uploads, TimeCut::None));
        Person::key(Qt::Key_Home);
        Person::key(Qt::Key_Down);
        const std::int64_t projects = projectsOf(*m_index, membersAt(1)).count();
        Occupied lane(bench().jobs(), Lane::Ticks);
        Person::key(Qt::Key_Space);
        bench().showIndex(buildIndex(bigRows(kAccounts + 1))); // as after an import: other numbers
        lane.letGo();
        QVERIFY(settle());
        QCOMPARE(bench().set().projects(), projects);
    }

    void aTickOnAListThatIsBehindTicksTheSameName_data()
    {
        QTest::addColumn<int>("tab");
        QTest::addColumn<int>("key");
        QTest::newRow("a row of a group") << int(Qt::Key_1) << int(Qt::Key_Space);
        QTest::newRow("an account") << int(Qt::Key_2) << int(Qt::Key_Space);
        QTest::newRow("left out") << int(Qt::Key_2) << int(Qt::Key_X);
    }
    void aTickOnAListThatIsBehindTicksTheSameName()
    {
        QFETCH(int, tab);
        QFETCH(int, key);
        Person::ctrl(tab);
        QVERIFY(settle());
        Person::key(Qt::Key_Home);
        if (tab == Qt::Key_1) {
            Person::key(Qt::Key_Right);
        }
        for (int i = 0; i < 5; ++i) {
            Person::key(Qt::Key_Down);
        }
        const QString name = Person::cursorRow();
        Occupied view(bench().jobs(), Lane::View); // the list cannot follow yet
        const auto next = buildIndex(bigRows(kAccounts / 2));
        bench().showIndex(next);
        Person::key(key);
        view.letGo();
        QVERIFY(settle());
        const auto& set = bench().set();
        const Selection& marked = key == Qt::Key_X ? set.leftOut() : set.ticked();
        QCOMPARE(marked.accounts, rowsNamed(*next, Table::Accounts, {name}));
    }

    void theCursorOfAListOutlivesFiltersInAnother()
    {
        Person::ctrl(Qt::Key_2);
        QVERIFY(settle());
        for (int i = 0; i < 70; ++i) {
            Person::key(Qt::Key_Down);
        }
        const QString name = Person::cursorRow();
        const int fromTop = table().fromTop(table().currentRow());
        Person::ctrl(Qt::Key_1);
        QVERIFY(filter(u"-name:zzz"_s)); // too many to be sorted while nobody looks at them
        Person::ctrl(Qt::Key_1);
        QVERIFY(filter(u"name:nobody-at-all"_s)); // and none
        Person::ctrl(Qt::Key_1);
        QVERIFY(filter(u"name:user*"_s));
        Person::ctrl(Qt::Key_2);
        QVERIFY(settle());
        QVERIFY(Person::hasFocus("accountsView"));
        QCOMPARE(Person::cursorRow(), name);
        QCOMPARE(table().fromTop(table().currentRow()), fromTop);
        bench().showIndex(buildIndex(bigRows(kAccounts + 1))); // and an import
        QVERIFY(settle());
        QCOMPARE(Person::cursorRow(), name);
    }

    void aRangeNeverBeginsInAnotherList()
    {
        Person::ctrl(Qt::Key_2);
        QVERIFY(settle());
        for (int i = 0; i < 40; ++i) {
            Person::key(Qt::Key_Down);
        }
        Person::key(Qt::Key_Space);
        QVERIFY(filter(u"flagged"_s));
        Person::key(Qt::Key_Home);
        Person::key(Qt::Key_Space, Qt::ShiftModifier); // there is no last tick here
        QCOMPARE(bench().set().accounts(), 2);
        Person::key(Qt::Key_Down);
        Person::key(Qt::Key_Down);
        Person::key(Qt::Key_Space, Qt::ShiftModifier);
        QCOMPARE(bench().set().accounts(), 4);
    }

    void whatIsOnlyMentionedIsSeenAndNotTicked()
    {
        bench().showIndex(tinyIndex(R"(
            account w1 w1@inbox.ru 2025-06-09T10:00:00Z
            project p1 w1 2025-06-26T00:00:00Z
            stub ghost
            upload ghost 1 w1 2025-06-25T00:00:00Z
            upload p1 1 w1 2025-06-26T00:00:00Z
        )"));
        QVERIFY(group(Table::Uploads, TimeCut::None));
        Person::key(Qt::Key_Home);
        Person::key(Qt::Key_Right);
        Person::key(Qt::Key_Down);
        QCOMPARE(Person::cursorRow(), u"ghost"_s);
        Person::key(Qt::Key_Space);
        QVERIFY(Person::sees("statusMessage", u"only mentioned"_s));
        QVERIFY(bench().set().isEmpty());
        Person::key(Qt::Key_Left);
        Person::key(Qt::Key_Space);
        QVERIFY(settle());
        QCOMPARE(bench().set().projects(), 1);
        QVERIFY(Person::sees("statusMessage", u"Ticked 1 project of the group"_s));
        Person::key(Qt::Key_Space); // and back
        QVERIFY(settle());
        QVERIFY(bench().set().isEmpty());
    }

    void theBarsOfUploadsAskForWhenSomethingWasUploaded()
    {
        bench().showIndex(tinyIndex(R"(
            account w1 w1@inbox.ru 2025-06-09T10:00:00Z
            project old w1 2025-06-10T00:00:00Z
            project new w1 2025-06-26T00:00:00Z
            upload old 1 w1 2025-06-26T10:00:00Z
            upload new 1 w1 2025-06-26T11:00:00Z
        )"));
        QVERIFY(settle());
        Person::ctrl(Qt::Key_3);
        Person::type(u"t"_s);
        QVERIFY(Person::hasFocus("timeline"));
        Person::key(Qt::Key_Down); // to the bars of uploads
        Person::key(Qt::Key_Right);
        Person::key(Qt::Key_Return);
        QVERIFY(Person::sees("filterEdit", u"uploaded:2025-06-26"_s));
        QVERIFY(Person::sees("filterStatus", u"2 projects"_s)); // the old one, too, which was made before
    }

    void theMarksStayInSightOfANarrowList()
    {
        m_window->resize(1000, 700);
        Person::ctrl(Qt::Key_9); // the facets take their share
        Person::ctrl(Qt::Key_2);
        QVERIFY(settle());
        QVERIFY(Person::hasFocus("accountsView"));
        QVERIFY(table().horizontalScrollBar()->maximum() > 0);
        QCOMPARE(table().horizontalScrollBar()->value(), 0);
        for (int step = 0; step < 20; ++step) {
            Person::key(Qt::Key_Right); // to the last column
        }
        QVERIFY(table().horizontalScrollBar()->value() > 0);
        for (int step = 0; step < 20; ++step) {
            Person::key(Qt::Key_Left);
        }
        QCOMPARE(table().horizontalScrollBar()->value(), 0);
    }

    void nothingIsTickedByTheAnswerToAnotherFilter_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("said");
        QTest::newRow("not answered") << u"in:nowhere"_s << u"nowhere"_s;
        QTest::newRow("no filter") << u"name:(("_s << u"xpected"_s;
    }
    void nothingIsTickedByTheAnswerToAnotherFilter()
    {
        QFETCH(QString, text);
        QFETCH(QString, said);
        Person::ctrl(Qt::Key_2);
        QVERIFY(settle());
        Person::ctrl(Qt::Key_F);
        Person::retype(text);
        QVERIFY(Person::sees("filterStatus", said));
        Person::ctrl(Qt::Key_2);
        QVERIFY(Person::hasFocus("accountsView"));
        QVERIFY(Person::sees("filterStatus", said)); // it stays said
        Person::ctrl(Qt::Key_A);
        QVERIFY(Person::sees("statusMessage", u"Nothing was ticked"_s));
        QVERIFY(bench().set().isEmpty());
    }

    void onlyWhatIsHiddenIsCountedAsHidden()
    {
        Person::ctrl(Qt::Key_2);
        QVERIFY(settle());
        Person::key(Qt::Key_Home);
        Person::key(Qt::Key_Space);
        QVERIFY(Person::sees("trayCounts", u"1 account"_s));
        QVERIFY(hiddenChip().isEmpty());
        QVERIFY(filter(u"name:nobody-at-all"_s));
        QTRY_COMPARE(hiddenChip(), u"1 not shown by the filter"_s);
    }

    void tabWalksThePageAsItIsRead()
    {
        Person::ctrl(Qt::Key_1);
        QVERIFY(Person::hasFocus("groupsView"));
        Person::key(Qt::Key_Tab, Qt::ShiftModifier);
        QVERIFY(Person::hasFocus("groupCut"));
        Person::key(Qt::Key_Tab, Qt::ShiftModifier);
        QVERIFY(Person::hasFocus("groupOf"));
        Person::key(Qt::Key_Tab);
        Person::key(Qt::Key_Tab);
        QVERIFY(Person::hasFocus("groupsView"));
    }
};

QTEST_MAIN(TestLists)
#include "tst_lists.moc"
