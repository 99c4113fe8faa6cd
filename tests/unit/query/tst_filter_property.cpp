// SPDX-License-Identifier: Apache-2.0
#include "core/query/filter.h"
#include "tests/unit/index/random_rows.h"
#include "tests/unit/index/tiny_index.h"

using namespace cordon;
using cordon::test::RandomRows;

namespace {

using Answer = std::optional<bool>;
/// What a row answers, found by looking at that one row.
using Look = std::function<Answer(const Index&, Table, Row)>;

struct Question {
    QString text;
    Look look;
};

std::optional<Row> person(const Index& index, Table of, Row row)
{
    const Row account = of == Table::Accounts ? row : index.ownerOf(row);
    return index.stubs(Table::Accounts).test(account) ? std::nullopt : std::optional<Row>(account);
}

Answer onlyProjects(Table of, const std::function<Answer()>& look)
{
    return of == Table::Projects ? look() : std::nullopt;
}

std::vector<Question> terms()
{
    const Instant day = parseInstant(u"2025-06-09").value();
    const Instant end = parseInstant(u"2025-06-12").value();
    return {
        {QStringLiteral("domain:inbox.ru"),
         [](const Index& index, Table of, Row row) -> Answer {
             const auto account = person(index, of, row);
             return account ? Answer(index.account(*account).domain == QLatin1String("inbox.ru")) : std::nullopt;
         }},
        {QStringLiteral("joined:2025-06-09..2025-06-12"),
         [=](const Index& index, Table of, Row row) -> Answer {
             const auto account = person(index, of, row);
             return account ? Answer(index.account(*account).joined >= day && index.account(*account).joined < end)
                            : std::nullopt;
         }},
        {QStringLiteral("empty:yes"),
         [](const Index& index, Table of, Row row) {
             return onlyProjects(of, [&] { return index.project(row).empty(); });
         }},
        {QStringLiteral("releases:>2,0"),
         [](const Index& index, Table of, Row row) {
             return onlyProjects(of, [&]() -> Answer {
                 const auto releases = index.project(row).releases;
                 return releases ? Answer(*releases > 2 || *releases == 0) : std::nullopt;
             });
         }},
        {QStringLiteral("open"),
         [](const Index& index, Table of, Row row) -> Answer {
             return index.flagged(of).test(row) && !index.decided(of).test(row);
         }},
        {QStringLiteral("protected:no"),
         [](const Index& index, Table of, Row row) -> Answer { return !index.isProtected(of).test(row); }},
        {QStringLiteral("verb:ban"),
         [](const Index& index, Table of, Row row) -> Answer {
             const auto head = index.decisionOn(of, row);
             return head && head->verb == Verb::Ban;
         }},
        {QStringLiteral("reports:1.."),
         [](const Index& index, Table of, Row row) -> Answer {
             return !(of == Table::Accounts ? index.reportsOnAccount(row) : index.reportsOnProject(row)).empty();
         }},
        {QStringLiteral("kind:account"), [](const Index&, Table of, Row) -> Answer { return of == Table::Accounts; }},
        {QStringLiteral("1"),
         [](const Index& index, Table of, Row row) -> Answer {
             return of == Table::Projects
                        ? index.project(row).name.contains(u'1')
                        : index.account(row).name.contains(u'1') || index.account(row).email.contains(u'1');
         }},
        {QStringLiteral("name:user*"),
         [](const Index& index, Table of, Row row) -> Answer {
             return of == Table::Accounts && index.account(row).name.startsWith(u"User");
         }},
        {QStringLiteral("reporter:observer1"),
         [](const Index& index, Table of, Row row) -> Answer {
             const auto reports = of == Table::Accounts ? index.reportsOnAccount(row) : index.reportsOnProject(row);
             return std::any_of(reports.begin(), reports.end(), [&](Row report) {
                 return index.report(report).observer == QLatin1String("observer1");
             });
         }},
    };
}

/// A random filter with the function that answers it row by row.
class Questioner {
public:
    explicit Questioner(RandomRows& random) : m_random(random) {}

    [[nodiscard]] Question ask(int depth)
    {
        const std::int64_t kind = depth == 0 ? 0 : m_random.upTo(4);
        if (kind == 0) {
            return m_terms[static_cast<std::size_t>(m_random.upTo(std::ssize(m_terms)))];
        }
        const Question a = ask(depth - 1);
        if (kind == 1) {
            return {u"-(" + a.text + u")", [look = a.look](const Index& index, Table of, Row row) -> Answer {
                        const Answer answer = look(index, of, row);
                        return answer ? Answer(!*answer) : std::nullopt;
                    }};
        }
        const Question b = ask(depth - 1);
        const bool all = kind == 2;
        const QString between = all ? QStringLiteral(" ") : QStringLiteral(" OR ");
        return {u"(" + a.text + between + b.text + u")",
                [all, left = a.look, right = b.look](const Index& index, Table of, Row row) -> Answer {
                    const Answer x = left(index, of, row);
                    const Answer y = right(index, of, row);
                    if (x == !all || y == !all) {
                        return !all; // one side settles it, whatever the other is
                    }
                    return x && y ? Answer(all) : std::nullopt;
                }};
    }

private:
    RandomRows& m_random;
    std::vector<Question> m_terms = terms();
};

} // namespace

class FilterPropertyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithLookingAtEachRow()
    {
        for (std::uint32_t seed = 1; seed <= 60; ++seed) {
            RandomRows random(seed);
            const auto index = random.build();
            Questioner questioner(random);
            for (int round = 0; round < 20; ++round) {
                const Question question = questioner.ask(4);
                for (const Table of : {Table::Accounts, Table::Projects}) {
                    const QString where = u"seed " + QString::number(seed) + u", table " + QString::number(int(of)) +
                                          u": " + question.text;
                    const auto filter = Filter::parse(question.text);
                    QVERIFY2(filter.has_value(), qPrintable(where));
                    const auto rows = match(*filter, *index, of);
                    CORDON_VERIFY(rows);
                    for (Row row = 0; row < index->size(of); ++row) {
                        const bool wanted = question.look(*index, of, row) == true && !index->stubs(of).test(row);
                        QVERIFY2(rows->test(row) == wanted, qPrintable(where + u", row " + QString::number(row)));
                    }
                }
            }
        }
    }
};

QTEST_APPLESS_MAIN(FilterPropertyTest)
#include "tst_filter_property.moc"
