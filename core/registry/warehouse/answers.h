// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/registry/connector.h"
#include "core/registry/transport.h"

#include <QUrl>

#include <functional>

namespace cordon::warehouse {

/// What is expected of the answer to one POST.
struct Expected {
    QString origin;
    QUrl sentTo;
    std::function<bool(const QUrl&)> place; ///< where a 303 leads when the form was taken
};

/// The classes of security.md 3.3. Accepted only says that the form was taken: success and most
/// failures look alike, so a read must follow. `answer` of an accepted one is where it led.
[[nodiscard]] Sent classify(const HttpAnswer& answer, const Expected& expected, Instant now);

/// Seconds or an HTTP date (against the answer's own Date where there is one), at most an hour.
/// Nothing for anything else.
[[nodiscard]] std::optional<std::chrono::seconds> retryAfter(const HttpAnswer& answer, Instant now);

} // namespace cordon::warehouse
