// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/simulator/exchange.h"
#include "core/domain/result.h"

#include <chrono>
#include <functional>
#include <memory>

namespace cordon::simulator {

/// HTTP/1.1 on a loopback port, over cpp-httplib. Thread: start and destroy from one; the handler
/// is called from several.
class Listener {
public:
    using Handler = std::function<Answer(const Request&)>;

    /// `where` is HOST:PORT, the host a loopback address or "localhost", port 0 for any free one.
    /// BadInput for any other host, Io where the port is taken.
    [[nodiscard]] static Result<std::unique_ptr<Listener>> start(const QString& where, Handler handler,
                                                                 std::chrono::milliseconds roundTrip);
    ~Listener(); ///< lets requests under way finish, then joins

    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    [[nodiscard]] QString url() const; ///< "http://127.0.0.1:PORT"

private:
    struct Parts;
    explicit Listener(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace cordon::simulator
