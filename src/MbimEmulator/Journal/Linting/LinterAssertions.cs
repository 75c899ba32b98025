using static MbimEmulator.Journal.Linting.LinterSeverity;

namespace MbimEmulator.Journal.Linting;

/// <summary>All assertions about hosts.</summary>
public static class LinterAssertions
{
    internal static readonly LinterAssertion NotOpened = new(
        "L01", "COMMAND before OPEN or after CLOSE", Error, "9.3.1, 9.3.4",
        "Send OPEN and wait for OPEN_DONE with SUCCESS; after CLOSE send OPEN again.");

    internal static readonly LinterAssertion NotYetOpened = new(
        "L02", "COMMAND before OPEN_DONE", Warning, "9.4.1",
        "Wait for OPEN_DONE with SUCCESS; whether the function opens is not known before.");

    internal static readonly LinterAssertion Closing = new(
        "L03", "Message between CLOSE and CLOSE_DONE", Error, "9.3.2",
        "Send nothing behind CLOSE until CLOSE_DONE; the function ignores it.");

    internal static readonly LinterAssertion SmallTransfers = new(
        "L04", "OPEN with a MaxControlTransfer below 64", Error, "9.3.1, 6.4",
        "Say what the host takes, 64 bytes or more.");

    internal static readonly LinterAssertion HastyOpen = new(
        "L05", "OPEN repeated within a second", Warning, "9.4.1",
        "Wait for OPEN_DONE; modems that start take seconds.");

    internal static readonly LinterAssertion MessageLength = new(
        "L06", "MessageLength is not the length of the transfer", Error, "9.1",
        "Set MessageLength to the bytes of this message or fragment, the header included.");

    internal static readonly LinterAssertion MessageType = new(
        "L07", "Message type that hosts do not send", Error, "9.1, 9.3",
        "Send OPEN, CLOSE, COMMAND and HOST_ERROR alone.");

    internal static readonly LinterAssertion NoTransactionId = new(
        "L08", "TransactionId 0", Error, "9.1",
        "Count from 1, and go on with 1 behind 0xffffffff; 0 is for notifications.");

    internal static readonly LinterAssertion Size = new(
        "L09", "Message of another size than its type has", Error, "9.3",
        "OPEN and HOST_ERROR have 16 bytes, CLOSE has 12, COMMAND 48 and its information buffer.");

    internal static readonly LinterAssertion OverOpen = new(
        "L10", "Transfer longer than the MaxControlTransfer of OPEN", Error, "9.2, 9.3.1",
        "Cut the COMMAND into fragments of at most that many bytes.");

    internal static readonly LinterAssertion OverFunction = new(
        "L11", "Transfer longer than wMaxControlMessage", Warning, "6.4, 9.2",
        "Read wMaxControlMessage of the function's descriptor, and announce no more in OPEN.");

    internal static readonly LinterAssertion FragmentOrder = new(
        "L12", "Fragment out of order", Error, "9.2, 9.3.4.2",
        "Number fragments 0, 1, 2 to TotalFragments - 1, each once.");

    internal static readonly LinterAssertion FragmentHeader = new(
        "L13", "Fragment header that cannot be", Error, "9.2",
        "Put the same TotalFragments in every fragment, a CurrentFragment below it, and a byte of payload at least.");

    internal static readonly LinterAssertion Interleaved = new(
        "L14", "Another COMMAND between the fragments of one", Error, "9.5",
        "Send all fragments of a message before the next message.");

    internal static readonly LinterAssertion FragmentGap = new(
        "L15", "More than 1250 ms between two fragments", Error, "9.2, 9.3.4",
        "Send the fragments of a message without a pause.");

    internal static readonly LinterAssertion NoHostError = new(
        "L16", "No HOST_ERROR after a broken fragment of the function", Error, "9.3.4",
        "Answer with HOST_ERROR and the fragment's TransactionId.");

    internal static readonly LinterAssertion DuplicatedTid = new(
        "L17", "TransactionId of an outstanding command used again", Error, "9.1, 9.3.4",
        "Use another TransactionId until the answer is there.");

    internal static readonly LinterAssertion TooManyOutstanding = new(
        "L18", "More outstanding commands than the function takes", Warning, "6.5, 8.1.2",
        "Keep back what exceeds bMaxOutstandingCommandMessages.");

    internal static readonly LinterAssertion ErrorCode = new(
        "L19", "HOST_ERROR with an undefined code", Error, "9.3.4",
        "Send one of the codes 1 to 8; 6 (UNKNOWN) for what has no other.");

    internal static readonly LinterAssertion BufferLength = new(
        "L20", "InformationBufferLength is not the length of the information buffer", Error, "9.3.3, 9.3.4",
        "Count every byte behind it, padding included.");

    internal static readonly LinterAssertion CommandType = new(
        "L21", "Undefined CommandType", Error, "9.3.3",
        "0 queries, 1 sets.");

    internal static readonly LinterAssertion Operation = new(
        "L22", "Operation that the CID does not have", Error, "10.5",
        "Query what can be queried, set what can be set.");

    internal static readonly LinterAssertion Buffer = new(
        "L23", "Information buffer that cannot be read", Error, "10.3",
        "Let offsets and sizes name bytes of the buffer, behind the fixed part.");

    internal static readonly LinterAssertion Text = new(
        "L24", "Text that is not UTF-16", Error, "10.3",
        "Encode texts in UTF-16LE, without half a surrogate pair, without a terminating 0.");

    internal static readonly LinterAssertion Layout = new(
        "L25", "Information buffer laid out otherwise than specified", Warning, "10.3",
        "Put variable data in the order of the fields, at multiples of 4, padded with 0, without gaps, and nothing behind it.");

    internal static readonly LinterAssertion Value = new(
        "L26", "Value that its enumeration does not have", Warning, "10.5",
        "Send defined values; the function answers INVALID_PARAMETERS.");

    internal static readonly LinterAssertion SessionId = new(
        "L27", "Session id above 255", Error, "7, 10.5.12, 10.5.38",
        "Number sessions 0 to 255: NTBs have 8 bits for the number.");

    internal static readonly LinterAssertion UnlistedService = new(
        "L28", "Command of a service that DEVICE_SERVICES does not list", Warning, "10.5.29",
        "Look the service up in DEVICE_SERVICES first; the function answers NO_DEVICE_SUPPORT.");

    internal static readonly LinterAssertion UnlistedSubscription = new(
        "L29", "Subscription of a service that DEVICE_SERVICES does not list", Warning, "10.5.30",
        "Subscribe to what the function has.");

    internal static readonly LinterAssertion SilentSubscription = new(
        "L30", "Subscription of a CID that never notifies", Warning, "10.5.30",
        "Subscribe to CIDs with notifications.");

    internal static readonly LinterAssertion LateVersion = new(
        "L31", "VERSION is not the first command behind DEVICE_SERVICES", Warning, "MBIMEx 2.0",
        "Query DEVICE_SERVICES behind OPEN, then VERSION; other modems stay at 1.0.");

    /// <summary>All of them, in the order of their numbers.</summary>
    public static IReadOnlyList<LinterAssertion> All { get; } =
    [
        NotOpened, NotYetOpened, Closing, SmallTransfers, HastyOpen, MessageLength,
        MessageType, NoTransactionId, Size, OverOpen, OverFunction, FragmentOrder,
        FragmentHeader, Interleaved, FragmentGap, NoHostError, DuplicatedTid, TooManyOutstanding,
        ErrorCode, BufferLength, CommandType, Operation, Buffer, Text,
        Layout, Value, SessionId, UnlistedService, UnlistedSubscription, SilentSubscription,
        LateVersion,
    ];

    /// <summary>The assertion with this id; null when there is none.</summary>
    public static LinterAssertion? Find(string id) => All.FirstOrDefault(assertion => string.Equals(assertion.Id, id, StringComparison.OrdinalIgnoreCase));
}
