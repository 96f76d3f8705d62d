// SPDX-License-Identifier: Apache-2.0
#include "tests/printer/qemu/redir_printer.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <utility>

#include <sys/socket.h>
#include <unistd.h>

#include "tests/printer/qemu/redir_identity.h"

namespace support {

namespace {

using hall::printer::sim::PrinterModel;

constexpr std::uint16_t kVendor = 0x0416;
constexpr std::uint16_t kProduct = 0x5011;
constexpr std::uint8_t kPrinterClass = 7;

// Source: USB 2.0, table 9-4 and 9-5.
constexpr std::uint8_t kGetDescriptor = 6;
constexpr std::uint8_t kClearFeature = 1;
constexpr std::uint8_t kFromDevice = 0x80;
constexpr std::uint8_t kToEndpoint = 0x02;
constexpr std::uint8_t kFromInterface = 0xA1;

PrinterModel::Time now() {
    return std::chrono::duration_cast<PrinterModel::Time>(
        std::chrono::steady_clock::now().time_since_epoch());
}

std::uint32_t length_of(const usb_redir_bulk_packet_header& head) {
    return head.length + (std::uint32_t{head.length_high} << 16U);
}

// Where usb-redir keeps an endpoint in its tables: OUT first, then IN.
std::size_t place_of(std::uint8_t endpoint) {
    return static_cast<std::size_t>(endpoint % 16U) + ((endpoint & 0x80U) != 0 ? 16 : 0);
}

RedirPrinter& self(void* priv) {
    return *static_cast<RedirPrinter*>(priv);
}

void say(void*, int level, const char* message) {
    if (level <= usbredirparser_warning) {
        std::fprintf(stderr, "usbredir: %s\n", message);
    }
}

int receive(void* priv, std::uint8_t* data, int count) {
    const auto got = ::recv(self(priv).guest(), data, static_cast<std::size_t>(count), 0);
    if (got < 0) {
        return errno == EAGAIN || errno == EINTR ? 0 : -1;
    }
    return got == 0 ? -1 : static_cast<int>(got);
}

int transmit(void* priv, std::uint8_t* data, int count) {
    const auto put =
        ::send(self(priv).guest(), data, static_cast<std::size_t>(count), MSG_NOSIGNAL);
    if (put < 0) {
        return errno == EAGAIN || errno == EINTR ? 0 : -1;
    }
    return static_cast<int>(put);
}

}  // namespace

RedirPrinter::RedirPrinter(std::unique_ptr<hall::printer::sim::Roll> roll,
                           int width_dots,
                           UsbSpeed speed)
    : roll_(std::move(roll)),
      model_(width_dots),
      speed_(speed) {
}

RedirPrinter::~RedirPrinter() {
    lose();
}

void RedirPrinter::meet(int fd) {
    lose();
    guest_ = fd;
    parser_ = usbredirparser_create();
    assert(parser_ != nullptr);
    listen_to(*parser_);
    std::array<std::uint32_t, USB_REDIR_CAPS_SIZE> caps{};
    for (const int cap : {usb_redir_cap_connect_device_version, usb_redir_cap_device_disconnect_ack,
                          usb_redir_cap_ep_info_max_packet_size, usb_redir_cap_64bits_ids,
                          usb_redir_cap_32bits_bulk_length}) {
        usbredirparser_caps_set_cap(caps.data(), cap);
    }
    usbredirparser_init(parser_, "jiaohao pretend printer", caps.data(),
                        static_cast<int>(caps.size()), usbredirparser_fl_usb_host);
}

void RedirPrinter::listen_to(usbredirparser& parser) {
    parser.priv = this;
    parser.log_func = say;
    parser.read_func = receive;
    parser.write_func = transmit;
    parser.hello_func = [](void* priv, usb_redir_hello_header*) { self(priv).greeted_ = true; };
    parser.device_disconnect_ack_func = [](void* priv) { self(priv).leaving_ = false; };
    parser.reset_func = [](void* priv) { self(priv).halted_ = false; };
    parser.set_configuration_func = [](void* priv, std::uint64_t id,
                                       usb_redir_set_configuration_header* asked) {
        self(priv).describe_endpoints();
        usb_redir_configuration_status_header said{usb_redir_success, asked->configuration};
        usbredirparser_send_configuration_status(self(priv).parser_, id, &said);
    };
    parser.get_configuration_func = [](void* priv, std::uint64_t id) {
        usb_redir_configuration_status_header said{usb_redir_success, 1};
        usbredirparser_send_configuration_status(self(priv).parser_, id, &said);
    };
    parser.set_alt_setting_func = [](void* priv, std::uint64_t id,
                                     usb_redir_set_alt_setting_header* asked) {
        const auto status = asked->alt == 0 ? usb_redir_success : usb_redir_stall;
        usb_redir_alt_setting_status_header said{static_cast<std::uint8_t>(status),
                                                 asked->interface, 0};
        usbredirparser_send_alt_setting_status(self(priv).parser_, id, &said);
    };
    parser.get_alt_setting_func = [](void* priv, std::uint64_t id,
                                     usb_redir_get_alt_setting_header* asked) {
        usb_redir_alt_setting_status_header said{usb_redir_success, asked->interface, 0};
        usbredirparser_send_alt_setting_status(self(priv).parser_, id, &said);
    };
    parser.control_packet_func = [](void* priv, std::uint64_t id,
                                    usb_redir_control_packet_header* head, std::uint8_t* data,
                                    int) {
        usbredirparser_free_packet_data(self(priv).parser_, data);
        self(priv).control(id, *head);
    };
    parser.bulk_packet_func = [](void* priv, std::uint64_t id, usb_redir_bulk_packet_header* head,
                                 std::uint8_t* data, int) {
        self(priv).bulk(id, *head, data);
        usbredirparser_free_packet_data(self(priv).parser_, data);
    };
    parser.cancel_data_packet_func = [](void* priv, std::uint64_t id) { self(priv).cancel(id); };
    // QEMU asks for neither; the parser calls whatever stands here.
    parser.filter_reject_func = [](void*) {};
    parser.filter_filter_func = [](void*, usbredirfilter_rule* rules, int) { std::free(rules); };
}

void RedirPrinter::lose() {
    if (guest_ < 0) {
        return;
    }
    usbredirparser_destroy(std::exchange(parser_, nullptr));
    ::close(std::exchange(guest_, -1));
    greeted_ = plugged_ = leaving_ = false;
    out_.clear();
    in_.clear();
    last_in_ = {};
}

void RedirPrinter::hear() {
    const int heard = usbredirparser_do_read(parser_);
    if (heard == usbredirparser_read_io_error) {
        lose();
    }
}

void RedirPrinter::plug() {
    usb_redir_interface_info_header interfaces{};
    interfaces.interface_count = 1;
    interfaces.interface_class[0] = kPrinterClass;
    interfaces.interface_subclass[0] = 1;
    interfaces.interface_protocol[0] = 2;
    usbredirparser_send_interface_info(parser_, &interfaces);
    describe_endpoints();
    usb_redir_device_connect_header device{};
    device.speed = speed_ == UsbSpeed::full ? usb_redir_speed_full : usb_redir_speed_high;
    device.vendor_id = kVendor;
    device.product_id = kProduct;
    device.device_version_bcd = 0x0100;
    usbredirparser_send_device_connect(parser_, &device);
    plugged_ = true;
    halted_ = model_.knobs().stalled;
    std::printf("plugged\n");
}

void RedirPrinter::unplug() {
    usbredirparser_send_device_disconnect(parser_);
    plugged_ = false;
    leaving_ = usbredirparser_peer_has_cap(parser_, usb_redir_cap_device_disconnect_ack) != 0;
    out_.clear();
    in_.clear();
    last_in_ = {};
    std::printf("unplugged\n");
}

void RedirPrinter::describe_endpoints() {
    usb_redir_ep_info_header endpoints{};
    std::ranges::fill(endpoints.type, static_cast<std::uint8_t>(usb_redir_type_invalid));
    for (const std::uint8_t endpoint : {std::uint8_t{0x00}, std::uint8_t{0x80}, kOut, kIn}) {
        const std::size_t place = place_of(endpoint);
        const bool is_control = (endpoint & 0x0FU) == 0;
        endpoints.type[place] = is_control ? usb_redir_type_control : usb_redir_type_bulk;
        endpoints.max_packet_size[place] = is_control || speed_ == UsbSpeed::full ? 64 : 512;
    }
    usbredirparser_send_ep_info(parser_, &endpoints);
}

void RedirPrinter::control(std::uint64_t id, usb_redir_control_packet_header head) {
    std::vector<std::uint8_t> said;
    bool known = true;
    if (head.requesttype == kFromDevice && head.request == kGetDescriptor) {
        said = descriptor(head.value, speed_);
        known = !said.empty();
    } else if (head.requesttype == kFromInterface && head.request == 0) {
        said = device_id();
    } else if (head.requesttype == kFromInterface && head.request == 1) {
        said = {model_.port_status()};
    } else if (head.requesttype == kFromDevice && head.request == 0) {
        said = {1, 0};  // It has its own power.
    } else if (head.requesttype == kToEndpoint && head.request == kClearFeature) {
        halted_ = false;
    } else {
        known = false;
    }
    said.resize(std::min(said.size(), std::size_t{head.length}));
    head.status = known ? usb_redir_success : usb_redir_stall;
    head.length = static_cast<std::uint16_t>(said.size());
    usbredirparser_send_control_packet(parser_, id, &head, said.data(),
                                       static_cast<int>(said.size()));
}

void RedirPrinter::bulk(std::uint64_t id,
                        const usb_redir_bulk_packet_header& head,
                        const std::uint8_t* data) {
    if (!plugged_) {
        return;
    }
    Transfer transfer{id, head, std::vector<std::uint8_t>(length_of(head)), 0};
    if (head.endpoint == kOut && data != nullptr) {
        std::copy_n(data, transfer.bytes.size(), transfer.bytes.begin());
        out_.push_back(std::move(transfer));
    } else if (head.endpoint == kOut && transfer.bytes.empty()) {
        answer(transfer, usb_redir_success);
    } else if (head.endpoint == kIn) {
        in_.push_back(std::move(transfer));
    } else {
        answer(transfer, usb_redir_stall);
    }
    pump();
}

// QEMU throws away what a cancelled transfer brings; a real controller had not asked for it yet.
// So bytes that crossed with the cancellation are said again.
void RedirPrinter::cancel(std::uint64_t id) {
    for (Transfers* waiting : {&out_, &in_}) {
        const auto one = std::ranges::find(*waiting, id, &Transfer::id);
        if (one != waiting->end()) {
            answer(*one, usb_redir_cancelled);
            waiting->erase(one);
            return;
        }
    }
    if (last_in_.id == id) {
        unheard_.insert(unheard_.begin(), last_in_.bytes.begin(), last_in_.bytes.end());
        last_in_ = {};
    }
}

void RedirPrinter::pump() {
    model_.run(now());
    if (!greeted_ || !plugged_) {
        return;
    }
    pump_out();
    pump_in();
}

void RedirPrinter::pump_out() {
    while (!out_.empty()) {
        Transfer& first = out_.front();
        if (halted_) {
            answer(first, usb_redir_stall);
            out_.pop_front();
            continue;
        }
        const auto count = model_.take(std::span(first.bytes).subspan(first.done), now());
        first.done += count;
        taken_ += count;
        if (first.done < first.bytes.size()) {
            break;  // The line stands still: NAK.
        }
        answer(first, usb_redir_success);
        out_.pop_front();
    }
}

void RedirPrinter::pump_in() {
    while (!in_.empty()) {
        Transfer& first = in_.front();
        while (first.done < first.bytes.size() && !unheard_.empty()) {
            first.bytes[first.done++] = unheard_.front();
            unheard_.pop_front();
        }
        first.done += model_.say(std::span(first.bytes).subspan(first.done));
        if (first.done == 0) {
            break;
        }
        first.bytes.resize(first.done);
        answer(first, usb_redir_success);
        last_in_ = std::move(first);
        in_.pop_front();
    }
}

void RedirPrinter::answer(const Transfer& transfer, std::uint8_t status) {
    usb_redir_bulk_packet_header head = transfer.head;
    head.status = status;
    head.length = static_cast<std::uint16_t>(transfer.done & 0xFFFFU);
    head.length_high = static_cast<std::uint16_t>(transfer.done >> 16U);
    const bool inwards = head.endpoint == kIn && status == usb_redir_success;
    usbredirparser_send_bulk_packet(
        parser_, transfer.id, &head,
        inwards ? const_cast<std::uint8_t*>(transfer.bytes.data()) : nullptr,
        inwards ? static_cast<int>(transfer.done) : 0);
}

void RedirPrinter::tick() {
    if (const auto knobs = roll_->changed_knobs()) {
        model_.turn(*knobs, now());
        halted_ = knobs->stalled;
    }
    pump();
    tell();  // Paper before answers: who hears that it is printed finds it printed.
    const bool wanted = !model_.knobs().unplugged;
    if (greeted_ && !leaving_ && wanted != plugged_) {
        wanted ? plug() : unplug();
    }
    if (guest_ >= 0 && usbredirparser_has_data_to_write(parser_) > 0 &&
        usbredirparser_do_write(parser_) == usbredirparser_write_io_error) {
        lose();
    }
}

void RedirPrinter::tell() {
    if (std::exchange(told_, taken_) != taken_) {
        std::printf("taken %zu\n", taken_);
    }
    for (const auto& piece : model_.take_pieces()) {
        if (roll_->keep(piece)) {
            std::printf("slip %d\n", roll_->slips());
        }
    }
    std::fflush(stdout);
}

}  // namespace support
