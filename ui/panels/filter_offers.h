// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/offers.h"

#include <QListWidget>

namespace cordon::ui {

/// The words that could stand at the filter's cursor, each with its count, below the field. A child of
/// the window, not a popup: it never takes the keyboard. Thread: ui.
class FilterOffers : public QListWidget {
    Q_OBJECT
public:
    explicit FilterOffers(QWidget* parent = nullptr);

    /// Hides where there are none.
    void showUnder(const QWidget& field, Offers offers);
    void moveBy(int lines);
    /// They answer this text.
    [[nodiscard]] bool answers(const QString& text) const { return isVisible() && m_offers.text == text; }
    /// The text with the word under the cursor, else with the first, and the cursor behind it.
    [[nodiscard]] std::pair<QString, int> completed() const;

private:
    Offers m_offers;
};

} // namespace cordon::ui
