// SPDX-License-Identifier: Apache-2.0
#include "ui/models/offers.h"

#include "core/actions/select.h"
#include "core/domain/visible_text.h"
#include "ui/models/filter_text.h"

#include <QRegularExpression>

namespace cordon::ui {

namespace {

bool asksForSelection(const QString& before)
{
    static const QRegularExpression asks(QStringLiteral("(?:^|[\\s(-])in:[^\\s()\"]*$"),
                                         QRegularExpression::CaseInsensitiveOption);
    return asks.match(before).hasMatch();
}

} // namespace

Offers offersAt(const QString& text, int cursor, const Index& index, Session* session, std::size_t most)
{
    std::vector<CountedWord> selections;
    if (session != nullptr && asksForSelection(text.left(cursor))) {
        selections = selectionSizes(*session).value_or(std::vector<CountedWord>());
    }
    const Completion found = completionsAt(text, cursor, index, selections);
    Offers offers{text, found.from, found.length, {}};
    const QStringView typed = QStringView(text).mid(found.from, found.length);
    const QChar before = found.from > 0 ? text.at(found.from - 1) : QChar(u' ');
    const bool isValue = before == u':' || before == u',';
    for (qsizetype i = 0; i < found.words.size() && offers.words.size() < most; ++i) {
        const QString& word = found.words.at(i);
        if (word == typed) {
            return {text, found.from, found.length, {}};
        }
        offers.words.push_back({forCell(word, 80), isValue ? filterValue(word) : word, found.counts[std::size_t(i)]});
    }
    return offers;
}

} // namespace cordon::ui
