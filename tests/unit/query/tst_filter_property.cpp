// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/query/filter_questions.h"
#include "tests/unit/query/rich_rows.h"

using namespace cordon;
using namespace cordon::test;

namespace {

/// A random filter with the function that answers it row by row.
class Questioner {
public:
    explicit Questioner(RichRows& random) : m_random(random) {}

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
    RichRows& m_random;
    std::vector<Question> m_terms = terms();
};

} // namespace

class FilterPropertyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachTermAgreesWithLookingAtEachRow()
    {
        QMap<QString, std::int64_t> shown; // a term that no row answers would prove nothing
        for (std::uint32_t seed = 1; seed <= 14; ++seed) {
            RichRows random(seed);
            const auto index = random.build();
            for (const Question& question : terms()) {
                for (const QString& text : {question.text, QString(u"-(" + question.text + u')')}) {
                    const bool negated = text != question.text;
                    check(*index, seed,
                          {text,
                           [&](const Index& rows, Table of, Row row) -> Answer {
                               const Answer answer = question.look(rows, of, row);
                               return answer ? Answer(*answer != negated) : std::nullopt;
                           }},
                          &shown[text]);
                    if (QTest::currentTestFailed()) {
                        return;
                    }
                }
            }
        }
        for (auto it = shown.cbegin(); it != shown.cend(); ++it) {
            QVERIFY2(it.value() > 0, qPrintable(it.key()));
        }
    }

    void agreesWithLookingAtEachRow()
    {
        for (std::uint32_t seed = 1; seed <= 30; ++seed) {
            RichRows random(seed);
            const auto index = random.build();
            Questioner questioner(random);
            for (int round = 0; round < 20; ++round) {
                check(*index, seed, questioner.ask(4));
                if (QTest::currentTestFailed()) {
                    return;
                }
            }
        }
    }

private:
    static void check(const Index& index, std::uint32_t seed, const Question& question, std::int64_t* shown = nullptr)
    {
        for (const Table of : {Table::Accounts, Table::Projects, Table::Uploads, Table::Reports}) {
            const QString where =
                u"seed " + QString::number(seed) + u", table " + QString::number(int(of)) + u": " + question.text;
            const auto filter = Filter::parse(question.text);
            QVERIFY2(filter.has_value(), qPrintable(where));
            const auto rows = match(*filter, index, of);
            CORDON_VERIFY(rows);
            if (shown != nullptr) {
                *shown += rows->count();
            }
            for (Row row = 0; row < index.size(of); ++row) {
                const bool wanted = !index.stubs(of).test(row) && question.look(index, of, row) == true;
                QVERIFY2(rows->test(row) == wanted, qPrintable(where + u", row " + QString::number(row)));
            }
        }
    }
};

QTEST_APPLESS_MAIN(FilterPropertyTest)
#include "tst_filter_property.moc"
