// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/registry/connector.h"
#include "core/registry/warehouse/answers.h"
#include "core/registry/warehouse/routes.h"

namespace cordon::warehouse {

/// One POST that brings a verb about.
struct Order {
    QUrl address;
    Fields fields;
    std::function<bool(const QUrl&)> place;
};

/// The page a subject is read from.
[[nodiscard]] Result<QUrl> pageOf(const QString& origin, const Subject& subject);
/// The registry's grammar for the subject's name: what does not match cannot exist there.
[[nodiscard]] bool isPossible(const Subject& subject);

/// `flags` is the account's whole flags form as just read, for ban and reinstate: every flag that is
/// not sent back is cleared. Usage for a verb that this version does not send.
[[nodiscard]] Result<Order> orderFor(const QString& origin, Verb verb, const Subject& subject, const SubjectSeen& seen,
                                     const Fields& flags);

} // namespace cordon::warehouse
