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
        "Wait for OPEN_DONE with SUCCESS; until then it is not known whether the function opens.");

    internal static readonly LinterAssertion Closing = new(
        "L03", "Message between CLOSE and CLOSE_DONE", Error, "9.3.2",
        "Send nothing after CLOSE until CLOSE_DONE; the function ignores it.");

    internal static readonly LinterAssertion SmallTransfers = new(
        "L04", "OPEN with a MaxControlTransfer below 64", Error, "9.3.1, 6.4",
        "Announce what the host accepts, 64 bytes or more.");

    internal static readonly LinterAssertion HastyOpen = new(
        "L05", "OPEN repeated within a second", Warning, "9.4.1",
        "Wait for OPEN_DONE; modems that are starting take seconds.");

    internal static readonly LinterAssertion MessageLength = new(
        "L06", "MessageLength is not the length of the transfer", Error, "9.1",
        "Set MessageLength to the number of bytes of this message or fragment, including the header.");

    internal static readonly LinterAssertion MessageType = new(
        "L07", "Message type that hosts do not send", Error, "9.1, 9.3",
        "Send only OPEN, CLOSE, COMMAND and HOST_ERROR.");

    internal static readonly LinterAssertion NoTransactionId = new(
        "L08", "TransactionId 0", Error, "9.1",
        "Count from 1, and continue with 1 after 0xffffffff; 0 is for notifications.");

    internal static readonly LinterAssertion Size = new(
        "L09", "Message with a wrong size for its type", Error, "9.3",
        "OPEN and HOST_ERROR have 16 bytes, CLOSE has 12, COMMAND has 48 plus its information buffer.");

    internal static readonly LinterAssertion OverOpen = new(
        "L10", "Transfer longer than the MaxControlTransfer of OPEN", Error, "9.2, 9.3.1",
        "Split the COMMAND into fragments of at most that many bytes.");

    internal static readonly LinterAssertion OverFunction = new(
        "L11", "Transfer longer than wMaxControlMessage", Warning, "6.4, 9.2",
        "Read wMaxControlMessage from the function's descriptor, and announce no more than that in OPEN.");

    internal static readonly LinterAssertion FragmentOrder = new(
        "L12", "Fragment out of order", Error, "9.2, 9.3.4.2",
        "Number fragments 0, 1, 2 to TotalFragments - 1, each once.");

    internal static readonly LinterAssertion FragmentHeader = new(
        "L13", "Invalid fragment header", Error, "9.2",
        "Use the same TotalFragments in every fragment, a CurrentFragment below it, and at least one byte of payload.");

    internal static readonly LinterAssertion Interleaved = new(
        "L14", "Another COMMAND between the fragments of a COMMAND", Error, "9.5",
        "Send all fragments of a message before the next message.");

    internal static readonly LinterAssertion FragmentGap = new(
        "L15", "More than 1250 ms between two fragments", Error, "9.2, 9.3.4",
        "Send the fragments of a message without a pause.");

    internal static readonly LinterAssertion NoHostError = new(
        "L16", "No HOST_ERROR after an invalid fragment from the function", Error, "9.3.4",
        "Answer with HOST_ERROR and the fragment's TransactionId.");

    internal static readonly LinterAssertion DuplicatedTid = new(
        "L17", "TransactionId of an outstanding command reused", Error, "9.1, 9.3.4",
        "Use another TransactionId until the answer has arrived.");

    internal static readonly LinterAssertion TooManyOutstanding = new(
        "L18", "More outstanding commands than the function accepts", Warning, "6.5, 8.1.2",
        "Hold back commands that exceed bMaxOutstandingCommandMessages.");

    internal static readonly LinterAssertion ErrorCode = new(
        "L19", "HOST_ERROR with an undefined code", Error, "9.3.4",
        "Send one of the codes 1 to 8; use 6 (UNKNOWN) for errors without their own code.");

    internal static readonly LinterAssertion BufferLength = new(
        "L20", "InformationBufferLength is not the length of the information buffer", Error, "9.3.3, 9.3.4",
        "Count every byte of the buffer, including padding.");

    internal static readonly LinterAssertion CommandType = new(
        "L21", "Undefined CommandType", Error, "9.3.3",
        "0 queries, 1 sets.");

    internal static readonly LinterAssertion Operation = new(
        "L22", "Operation that the CID does not support", Error, "10.5",
        "Send only the queries and sets that the CID supports.");

    internal static readonly LinterAssertion Buffer = new(
        "L23", "Information buffer that cannot be parsed", Error, "10.3",
        "Let offsets and sizes refer to bytes of the buffer after the fixed part.");

    internal static readonly LinterAssertion Text = new(
        "L24", "Text that is not valid UTF-16", Error, "10.3",
        "Encode texts in UTF-16LE, without unpaired surrogates and without a terminating 0.");

    internal static readonly LinterAssertion Layout = new(
        "L25", "Information buffer with an unspecified layout", Warning, "10.3",
        "Put variable data in field order, at multiples of 4, padded with 0, without gaps, and with nothing after it.");

    internal static readonly LinterAssertion Value = new(
        "L26", "Value that is not defined in its enumeration", Warning, "10.5",
        "Send defined values; the function answers with INVALID_PARAMETERS.");

    internal static readonly LinterAssertion SessionId = new(
        "L27", "Session id above 255", Error, "7, 10.5.12, 10.5.38",
        "Number sessions from 0 to 255: NTBs have 8 bits for the number.");

    internal static readonly LinterAssertion UnlistedService = new(
        "L28", "Command of a service that DEVICE_SERVICES does not list", Warning, "10.5.29",
        "Look the service up in DEVICE_SERVICES first; the function answers with NO_DEVICE_SUPPORT.");

    internal static readonly LinterAssertion UnlistedSubscription = new(
        "L29", "Subscription of a service that DEVICE_SERVICES does not list", Warning, "10.5.30",
        "Subscribe only to services that the function has.");

    internal static readonly LinterAssertion SilentSubscription = new(
        "L30", "Subscription of a CID without notifications", Warning, "10.5.30",
        "Subscribe only to CIDs that have notifications.");

    internal static readonly LinterAssertion LateVersion = new(
        "L31", "VERSION is not the first command after DEVICE_SERVICES", Warning, "MBIMEx 2.0",
        "Query DEVICE_SERVICES after OPEN, then VERSION; otherwise modems stay at 1.0.");

    /// <summary>Those about what a command contains: behind a shared host this is its guests' doing, all else its own.</summary>
    internal static IReadOnlyList<LinterAssertion> OfContents { get; } =
        [BufferLength, CommandType, Operation, Buffer, Text, Layout, Value, SessionId, UnlistedService, UnlistedSubscription, SilentSubscription];

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
