// SPDX-License-Identifier: Apache-2.0
#include "printer/ports/usb_port.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <utility>

#include <libusb-1.0/libusb.h>

#include "printer/deadline.h"
#include "printer/ports/usb_interface.h"
#include "printer/ports/usb_reader.h"

namespace hall::printer {

namespace {

using namespace std::chrono_literals;

// Small pieces: whether the line moves is only known when a whole one has been taken, and clones
// with a small buffer are not to be handed 40 kB in one transfer. This one allows 1 KiB a second.
constexpr std::size_t kPieceBytes = 2048;
constexpr unsigned kControlLimitMs = 500;

// USB printer class 1.1, 4.2: requests to the interface.
constexpr std::uint8_t kFromInterface = 0xA1;
constexpr std::uint8_t kGetPortStatus = 1;

struct CloseContext {
    void operator()(libusb_context* context) const noexcept { libusb_exit(context); }
};
struct CloseHandle {
    void operator()(libusb_device_handle* handle) const noexcept { libusb_close(handle); }
};
// Gives the printer back to usblp. Of no interest whether it still can.
struct ReleaseInterface {
    int number;
    void operator()(libusb_device_handle* handle) const noexcept {
        (void)libusb_release_interface(handle, number);
    }
};
using Context = std::unique_ptr<libusb_context, CloseContext>;
using Handle = std::unique_ptr<libusb_device_handle, CloseHandle>;
using Claim = std::unique_ptr<libusb_device_handle, ReleaseInterface>;

struct Candidate {
    libusb_device* device = nullptr;
    UsbId id;
    std::uint8_t serial_index = 0;
    std::uint8_t product_index = 0;
    PrinterInterface interface;
};

tl::unexpected<Error> failed(int code, const std::string& what) {
    const std::string why = what + ": " + libusb_error_name(code);
    if (code == LIBUSB_ERROR_ACCESS) {
        return fault(Fault::no_permission,
                     why +
                         "; install assets/udev/70-kiosk-printer.rules and put this user "
                         "into the group kiosk");
    }
    if (code == LIBUSB_ERROR_BUSY) {
        return fault(Fault::busy, why +
                                      "; another program holds it: stop CUPS' use of this "
                                      "printer, or the other kiosk");
    }
    if (code == LIBUSB_ERROR_NO_DEVICE || code == LIBUSB_ERROR_NOT_FOUND) {
        return fault(Fault::unplugged, why);
    }
    if (code == LIBUSB_ERROR_TIMEOUT) {
        return fault(Fault::stuck, why);
    }
    return fault(Fault::line_broken, why);
}

Result<Context> open_context() {
    libusb_context* context = nullptr;
    if (const int code = libusb_init(&context); code != 0) {
        return failed(code, "starting libusb");
    }
    return Context(context);
}

std::vector<UsbInterface> interfaces_of(const libusb_config_descriptor& config) {
    std::vector<UsbInterface> found;
    for (int i = 0; i < config.bNumInterfaces; ++i) {
        // Only the first alternate setting: choosing another would need a request that some
        // printers answer with a stall.
        if (config.interface[i].num_altsetting < 1) {
            continue;
        }
        const libusb_interface_descriptor& one = config.interface[i].altsetting[0];
        UsbInterface interface {
            one.bInterfaceNumber, one.bInterfaceClass, {}
        };
        for (int e = 0; e < one.bNumEndpoints; ++e) {
            interface.endpoints.push_back(
                {one.endpoint[e].bEndpointAddress, one.endpoint[e].bmAttributes});
        }
        found.push_back(std::move(interface));
    }
    return found;
}

/// The devices of one enumeration; holds them while it lives.
class Devices {
public:
    explicit Devices(libusb_context* context) : count_(libusb_get_device_list(context, &list_)) {}
    ~Devices() {
        if (list_ != nullptr) {
            libusb_free_device_list(list_, 1);
        }
    }
    Devices(const Devices&) = delete;
    Devices& operator=(const Devices&) = delete;

    [[nodiscard]] std::vector<Candidate> printers(const std::vector<UsbId>& named) const {
        std::vector<Candidate> found;
        for (ssize_t i = 0; i < count_; ++i) {
            libusb_device_descriptor device{};
            libusb_config_descriptor* config = nullptr;
            if (libusb_get_device_descriptor(list_[i], &device) != 0 ||
                libusb_get_active_config_descriptor(list_[i], &config) != 0) {
                continue;
            }
            const UsbId id{device.idVendor, device.idProduct};
            const bool by_name = std::ranges::find(named, id) != named.end();
            if (const auto interface = printer_interface(interfaces_of(*config), by_name)) {
                found.push_back({list_[i], id, device.iSerialNumber, device.iProduct, *interface});
            }
            libusb_free_config_descriptor(config);
        }
        return found;
    }

private:
    libusb_device** list_ = nullptr;
    ssize_t count_;
};

std::string text_of(libusb_device_handle* handle, std::uint8_t index) {
    std::array<unsigned char, 128> text{};
    const int size = index == 0 ? 0
                                : libusb_get_string_descriptor_ascii(handle, index, text.data(),
                                                                     static_cast<int>(text.size()));
    return size <= 0 ? std::string{}
                     : std::string(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(size));
}

std::string text_of(UsbId id) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%04x:%04x", id.vendor, id.product);
    return text.data();
}

Result<Handle> open_device(const Candidate& candidate) {
    libusb_device_handle* handle = nullptr;
    if (const int code = libusb_open(candidate.device, &handle); code != 0) {
        return failed(code, "opening " + text_of(candidate.id));
    }
    return Handle(handle);
}

class UsbPort final : public Port {
public:
    UsbPort(Context context, Handle handle, PrinterInterface interface, std::string identity)
        : context_(std::move(context)),
          handle_(std::move(handle)),
          interface_(interface),
          identity_(std::move(identity)),
          claim_(handle_.get(), ReleaseInterface{interface_.number}),
          reader_(context_.get(), handle_.get(), interface_.in) {}

    Outcome write(std::span<const std::uint8_t> bytes, std::chrono::milliseconds limit) override {
        const Deadline deadline(limit);
        while (!bytes.empty()) {
            const auto piece = bytes.first(std::min(bytes.size(), kPieceBytes));
            std::array<std::uint8_t, kPieceBytes> buffer{};
            std::ranges::copy(piece, buffer.begin());
            const auto left = deadline.left_of(kStandstill).count();
            if (left == 0) {  // To libusb 0 means for ever.
                return fault(Fault::stuck, identity_ + " takes no more bytes");
            }
            int taken = 0;
            const int code = libusb_bulk_transfer(handle_.get(), interface_.out, buffer.data(),
                                                  static_cast<int>(piece.size()), &taken,
                                                  static_cast<unsigned>(left));
            if (code == LIBUSB_ERROR_PIPE) {
                (void)libusb_clear_halt(handle_.get(), interface_.out);
            }
            if (code != 0) {
                return failed(code, "writing to " + identity_);
            }
            if (static_cast<std::size_t>(taken) != piece.size()) {
                return fault(Fault::line_broken, identity_ + " ended a transfer early");
            }
            bytes = bytes.subspan(piece.size());
        }
        return {};
    }

    Result<std::size_t> read(std::span<std::uint8_t> into,
                             std::chrono::milliseconds limit) override {
        switch (reader_.wait(limit)) {
            case Heard::something:
            case Heard::nothing:
                return reader_.take(into);
            case Heard::unplugged:
                return failed(LIBUSB_ERROR_NO_DEVICE, "reading from " + identity_);
            case Heard::broken:
                break;
        }
        return failed(LIBUSB_ERROR_IO, "reading from " + identity_);
    }

    Result<State> line_state() override {
        std::uint8_t bits = 0;
        const int code = libusb_control_transfer(handle_.get(), kFromInterface, kGetPortStatus, 0,
                                                 static_cast<std::uint16_t>(interface_.number),
                                                 &bits, 1, kControlLimitMs);
        if (code == LIBUSB_ERROR_NO_DEVICE) {
            return failed(code, "asking " + identity_);
        }
        return code == 1 ? state_of_port_status(bits) : State{};
    }

    [[nodiscard]] bool two_way() const noexcept override { return interface_.in != 0; }
    [[nodiscard]] std::string identity() const override { return identity_; }

private:
    Context context_;
    Handle handle_;
    PrinterInterface interface_;
    std::string identity_;
    Claim claim_;
    UsbReader reader_;  // Last: it goes before what it reads from.
};

struct Wanted {
    std::optional<UsbId> id;
    std::string serial;
};

Result<Wanted> wanted_of(const Settings& settings) {
    if (auto known = check_settings(settings, {"id", "serial"}); !known.has_value()) {
        return tl::unexpected<Error>(known.error());
    }
    Wanted wanted;
    if (const auto serial = settings.find("serial"); serial != settings.end()) {
        wanted.serial = serial->second;
    }
    if (const auto id = settings.find("id"); id != settings.end()) {
        const auto parsed = parse_usb_id(id->second);
        if (!parsed.has_value()) {
            return tl::unexpected<Error>(parsed.error());
        }
        wanted.id = *parsed;
    }
    return wanted;
}

/// Makes the printer ours and returns its identity.
Result<std::string> claim(libusb_device_handle* handle, const Candidate& one) {
    // Asked for on every handle: usblp has bound itself again at every plug.
    (void)libusb_set_auto_detach_kernel_driver(handle, 1);
    int configuration = 0;
    if (libusb_get_configuration(handle, &configuration) == 0 && configuration == 0) {
        (void)libusb_set_configuration(handle, 1);
    }
    const std::string serial = text_of(handle, one.serial_index);
    const std::string product = text_of(handle, one.product_index);
    std::string identity = "usb " + text_of(one.id);
    identity += product.empty() ? "" : " " + product;
    identity += serial.empty() ? "" : " serial " + serial;
    if (const int code = libusb_claim_interface(handle, one.interface.number); code != 0) {
        return failed(code, "claiming " + identity);
    }
    return identity;
}

}  // namespace

Result<std::unique_ptr<Port>> open_usb_port(const Settings& settings, const Profile& profile) {
    const auto wanted = wanted_of(settings);
    if (!wanted.has_value()) {
        return tl::unexpected<Error>(wanted.error());
    }
    std::vector<UsbId> named = profile.usb;
    if (wanted->id.has_value()) {
        named.push_back(*wanted->id);
    }
    auto context = open_context();
    if (!context.has_value()) {
        return tl::unexpected<Error>(context.error());
    }
    const Devices devices(context->get());
    Error last{Fault::unplugged, "no USB printer is plugged in and switched on"};
    for (const Candidate& one : devices.printers(named)) {
        if (wanted->id.has_value() && *wanted->id != one.id) {
            continue;
        }
        auto handle = open_device(one);
        if (!handle.has_value()) {
            last = handle.error();
            continue;
        }
        if (!wanted->serial.empty() && text_of(handle->get(), one.serial_index) != wanted->serial) {
            continue;
        }
        auto identity = claim(handle->get(), one);
        if (!identity.has_value()) {
            last = identity.error();
            continue;
        }
        auto port = std::make_unique<UsbPort>(std::move(*context), std::move(*handle),
                                              one.interface, std::move(*identity));
        return std::unique_ptr<Port>(std::move(port));
    }
    return tl::unexpected<Error>(last);
}

struct UsbArrivals::Context {
    hall::printer::Context usb;
    bool arrived = false;

    static int on_arrival(libusb_context*, libusb_device*, libusb_hotplug_event, void* self) {
        static_cast<Context*>(self)->arrived = true;
        return 0;
    }
};

Result<std::unique_ptr<UsbArrivals>> UsbArrivals::open() {
    auto opened = open_context();
    if (!opened.has_value()) {
        return tl::unexpected<Error>(opened.error());
    }
    auto context = std::make_unique<Context>();
    context->usb = std::move(*opened);
    const int code = libusb_hotplug_register_callback(
        context->usb.get(), LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED, LIBUSB_HOTPLUG_NO_FLAGS,
        LIBUSB_HOTPLUG_MATCH_ANY, LIBUSB_HOTPLUG_MATCH_ANY, LIBUSB_HOTPLUG_MATCH_ANY,
        Context::on_arrival, context.get(), nullptr);
    if (code != 0) {
        return failed(code, "listening for USB devices");
    }
    return std::unique_ptr<UsbArrivals>(new UsbArrivals(std::move(context)));
}

UsbArrivals::UsbArrivals(std::unique_ptr<Context> context) : context_(std::move(context)) {
}

UsbArrivals::~UsbArrivals() = default;

bool UsbArrivals::any() {
    timeval at_once{};
    (void)libusb_handle_events_timeout_completed(context_->usb.get(), &at_once, nullptr);
    return std::exchange(context_->arrived, false);
}

Result<std::vector<FoundPrinter>> usb_printers(const Profile& profile) {
    auto context = open_context();
    if (!context.has_value()) {
        return tl::unexpected<Error>(context.error());
    }
    const Devices devices(context->get());
    std::vector<FoundPrinter> found;
    for (const Candidate& one : devices.printers(profile.usb)) {
        FoundPrinter printer;
        printer.id = one.id;
        printer.where = "bus " + std::to_string(libusb_get_bus_number(one.device)) + " device " +
                        std::to_string(libusb_get_device_address(one.device));
        if (const auto handle = open_device(one)) {
            printer.serial = text_of(handle->get(), one.serial_index);
            printer.name = text_of(handle->get(), one.product_index);
        } else {
            printer.obstacle = handle.error().detail;
        }
        found.push_back(std::move(printer));
    }
    return found;
}

}  // namespace hall::printer
