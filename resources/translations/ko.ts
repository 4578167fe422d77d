<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR">
<context>
    <name>bottom</name>
    <message>
        <source>Curve</source>
        <translation>곡선</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>대기열</translation>
    </message>
</context>
<context>
    <name>empty</name>
    <message>
        <source>Drop a video or a folder of images here</source>
        <translation>동영상이나 이미지 폴더를 여기에 놓으세요</translation>
    </message>
    <message>
        <source>See it enlarged by FSTRN beside bicubic, frame by frame.</source>
        <translation>FSTRN으로 확대한 결과를 바이큐빅과 나란히, 프레임 단위로 비교합니다.</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>열기…</translation>
    </message>
    <message>
        <source>Try the sample clip</source>
        <translation>샘플 영상 보기</translation>
    </message>
    <message>
        <source>Opened lately</source>
        <translation>최근에 연 파일</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>A CRF of {0} makes no sense for {1}.</source>
        <translation>{1}에 CRF {0}은(는) 맞지 않습니다.</translation>
    </message>
    <message>
        <source>A folder of images cannot be written as {0}.</source>
        <translation>이미지 폴더는 {0}(으)로 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>A part without a frame cannot be written.</source>
        <translation>프레임이 없는 부분은 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>All exports have ended, but this computer could not be {0}.</source>
        <translation>내보내기는 모두 끝났지만 컴퓨터를 끄거나 재울 수 없었습니다({0}).</translation>
    </message>
    <message>
        <source>All images of a folder must be of one kind; convert or move the odd ones.</source>
        <translation>폴더의 이미지는 모두 같은 종류여야 합니다. 다른 것은 변환하거나 옮기세요.</translation>
    </message>
    <message>
        <source>All images of a folder must have one size; move the odd ones elsewhere.</source>
        <translation>폴더의 이미지는 모두 같은 크기여야 합니다. 다른 것은 옮기세요.</translation>
    </message>
    <message>
        <source>Allow more memory under Settings, Network, or choose a smaller clip.</source>
        <translation>설정, 신경망에서 메모리 한도를 올리거나 더 작은 영상을 고르세요.</translation>
    </message>
    <message>
        <source>Allow more memory under Settings, Network; H.264 and ProRes hold fewer pictures than others.</source>
        <translation>설정, 신경망에서 메모리 한도를 올리세요. H.264와 ProRes는 다른 코덱보다 적은 화면을 메모리에 둡니다.</translation>
    </message>
    <message>
        <source>An unfinished export to {0} was begun otherwise: {1}.</source>
        <translation>끝나지 않은 {0} 내보내기는 다른 설정으로 시작되었습니다: {1}.</translation>
    </message>
    <message>
        <source>Another export to the same target is running.</source>
        <translation>같은 파일로 다른 내보내기가 진행 중입니다.</translation>
    </message>
    <message>
        <source>Another program holds {0} and does not let go.</source>
        <translation>다른 프로그램이 {0}을(를) 잡고 놓지 않습니다.</translation>
    </message>
    <message>
        <source>Another program is working the queue off.</source>
        <translation>다른 프로그램이 대기열을 처리하고 있습니다.</translation>
    </message>
    <message>
        <source>Ask for at most {0}.</source>
        <translation>{0} 이하로 지정하세요.</translation>
    </message>
    <message>
        <source>At least one frame must be exported, not {0}.</source>
        <translation>{0}이(가) 아니라 한 프레임 이상을 내보내야 합니다.</translation>
    </message>
    <message>
        <source>Both sides of a picture must be even, not {0}x{1}.</source>
        <translation>가로와 세로는 짝수여야 합니다({0}x{1}은 안 됩니다).</translation>
    </message>
    <message>
        <source>Change its permissions, or copy it elsewhere.</source>
        <translation>권한을 바꾸거나 다른 곳으로 복사하세요.</translation>
    </message>
    <message>
        <source>Check the folder, or point FSTRN_HOME to another.</source>
        <translation>폴더를 확인하거나 FSTRN_HOME을 다른 곳으로 지정하세요.</translation>
    </message>
    <message>
        <source>Check the name and the folder.</source>
        <translation>이름과 폴더를 확인하세요.</translation>
    </message>
    <message>
        <source>Choose &quot;In software&quot; as the encoder: that needs no hardware.</source>
        <translation>인코더로 &quot;소프트웨어&quot;를 고르세요. 하드웨어가 필요 없습니다.</translation>
    </message>
    <message>
        <source>Choose H.264, H.265 or AV1 as the format: they need no hardware.</source>
        <translation>형식으로 하드웨어가 필요 없는 H.264, H.265, AV1을 고르세요.</translation>
    </message>
    <message>
        <source>Choose a clip with a picture in it.</source>
        <translation>화면이 있는 영상을 고르세요.</translation>
    </message>
    <message>
        <source>Choose a file with a video stream.</source>
        <translation>영상 스트림이 있는 파일을 고르세요.</translation>
    </message>
    <message>
        <source>Choose a folder of PNG, JPEG, WebP, BMP or TIFF files.</source>
        <translation>PNG, JPEG, WebP, BMP, TIFF 파일이 있는 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>Choose a reference, or switch to Test.</source>
        <translation>원본을 고르거나 테스트로 바꾸세요.</translation>
    </message>
    <message>
        <source>Choose a reference, or test the clip against a smaller version of itself.</source>
        <translation>원본을 고르거나, 영상을 줄인 것으로 테스트하세요.</translation>
    </message>
    <message>
        <source>Choose an MP4.</source>
        <translation>MP4를 고르세요.</translation>
    </message>
    <message>
        <source>Choose another folder, or tick &quot;Replace what is there&quot;.</source>
        <translation>다른 폴더를 고르거나 &quot;있는 것을 바꾸기&quot;를 선택하세요.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>다른 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>Choose another name for the result.</source>
        <translation>결과 파일에 다른 이름을 쓰세요.</translation>
    </message>
    <message>
        <source>Choose another name, or tick &quot;Replace what is there&quot;.</source>
        <translation>다른 이름을 쓰거나 &quot;있는 것을 바꾸기&quot;를 선택하세요.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>다른 이름을 쓰세요.</translation>
    </message>
    <message>
        <source>Choose another size, or another codec.</source>
        <translation>다른 크기나 다른 코덱을 고르세요.</translation>
    </message>
    <message>
        <source>Choose from {0}.</source>
        <translation>{0} 중에서 고르세요.</translation>
    </message>
    <message>
        <source>Choose one of {0}, or another kind of file.</source>
        <translation>{0} 중에서 고르거나 다른 파일 형식을 쓰세요.</translation>
    </message>
    <message>
        <source>Colour is stored at a lower resolution.</source>
        <translation>색이 더 낮은 해상도로 저장됩니다.</translation>
    </message>
    <message>
        <source>Convert one to the kind of the other.</source>
        <translation>한쪽을 다른 쪽과 같은 형식으로 변환하세요.</translation>
    </message>
    <message>
        <source>Convert the clip to another format first.</source>
        <translation>먼저 영상을 다른 형식으로 변환하세요.</translation>
    </message>
    <message>
        <source>Copy or download it again.</source>
        <translation>다시 복사하거나 내려받으세요.</translation>
    </message>
    <message>
        <source>Create it first.</source>
        <translation>먼저 만드세요.</translation>
    </message>
    <message>
        <source>End programs of FSTRN that hang.</source>
        <translation>멈춰 있는 FSTRN 프로그램을 끝내세요.</translation>
    </message>
    <message>
        <source>Frame {0} of the reference is shown {1} s {2} than that of the clip: the two do not run alike.</source>
        <translation>원본의 프레임 {0}은(는) 영상과 {1}초 어긋납니다({2}): 둘의 재생 시각이 다릅니다.</translation>
    </message>
    <message>
        <source>Frame {0} of {1} cannot be decoded.</source>
        <translation>{1}의 프레임 {0}을(를) 디코딩할 수 없습니다.</translation>
    </message>
    <message>
        <source>Frames of {0}x{1} do not fit into {2} MiB of memory.</source>
        <translation>{0}x{1} 프레임은 메모리 {2} MiB에 들어가지 않습니다.</translation>
    </message>
    <message>
        <source>Give the result the name of a file.</source>
        <translation>결과에 파일 이름을 쓰세요.</translation>
    </message>
    <message>
        <source>H.264 and H.265 keep them.</source>
        <translation>H.264와 H.265는 이를 유지합니다.</translation>
    </message>
    <message>
        <source>Images of the kind {0} cannot be written.</source>
        <translation>{0} 형식의 이미지는 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>Install the application again, or copy the model&apos;s two files again.</source>
        <translation>프로그램을 다시 설치하거나 모델 파일 두 개를 다시 복사하세요.</translation>
    </message>
    <message>
        <source>It asks to be turned by {0} degrees, and is shown unturned.</source>
        <translation>{0}도 돌리도록 되어 있지만 돌리지 않고 보여 줍니다.</translation>
    </message>
    <message>
        <source>It holds nothing that could be written.</source>
        <translation>쓸 수 있는 내용이 없습니다.</translation>
    </message>
    <message>
        <source>It lies beside its video: NAME.fstrn.json.</source>
        <translation>영상 옆에 있습니다: NAME.fstrn.json.</translation>
    </message>
    <message>
        <source>It may be damaged or encrypted; try to play it in a media player.</source>
        <translation>손상되었거나 암호화되었을 수 있습니다. 재생 프로그램에서 열어 보세요.</translation>
    </message>
    <message>
        <source>It may be damaged, or not a video at all; try to play it in a media player.</source>
        <translation>손상되었거나 동영상이 아닐 수 있습니다. 재생 프로그램에서 열어 보세요.</translation>
    </message>
    <message>
        <source>It may be damaged.</source>
        <translation>손상되었을 수 있습니다.</translation>
    </message>
    <message>
        <source>It may be forbidden here; see the system&apos;s settings of power.</source>
        <translation>허용되지 않았을 수 있습니다. 시스템의 전원 설정을 확인하세요.</translation>
    </message>
    <message>
        <source>Its frames are 0 to {0}.</source>
        <translation>프레임은 0부터 {0}까지입니다.</translation>
    </message>
    <message>
        <source>Its video streams: {0}.</source>
        <translation>영상 스트림: {0}.</translation>
    </message>
    <message>
        <source>Known models: {0}.</source>
        <translation>쓸 수 있는 모델: {0}.</translation>
    </message>
    <message>
        <source>Let it run a little longer.</source>
        <translation>조금 더 진행한 뒤에 하세요.</translation>
    </message>
    <message>
        <source>Look at the result, or choose &quot;In software&quot; as the encoder.</source>
        <translation>결과를 확인하거나 인코더로 &quot;소프트웨어&quot;를 고르세요.</translation>
    </message>
    <message>
        <source>Make room and start the export again: what is done is kept.</source>
        <translation>공간을 만들고 다시 시작하세요. 끝난 부분은 남아 있습니다.</translation>
    </message>
    <message>
        <source>Make room, or choose another disk.</source>
        <translation>공간을 만들거나 다른 디스크를 고르세요.</translation>
    </message>
    <message>
        <source>More memory makes it faster; same picture.</source>
        <translation>메모리가 많으면 더 빨라집니다. 결과는 같습니다.</translation>
    </message>
    <message>
        <source>Move that file away and start again: nothing has to be encoded twice.</source>
        <translation>그 파일을 옮기고 다시 시작하세요. 다시 인코딩할 것은 없습니다.</translation>
    </message>
    <message>
        <source>No frame {0} to {1} of {2} can be decoded.</source>
        <translation>{2}의 프레임 {0}–{1}을 하나도 디코딩할 수 없습니다.</translation>
    </message>
    <message>
        <source>No part of {0} is complete yet: there is nothing to keep.</source>
        <translation>{0}에서 끝난 부분이 아직 없어 남길 것이 없습니다.</translation>
    </message>
    <message>
        <source>No picture of {0} can be decoded.</source>
        <translation>{0}의 화면을 하나도 디코딩할 수 없습니다.</translation>
    </message>
    <message>
        <source>Beside the encoder&apos;s {0}, not even the smallest tile of a frame fits into the {1} the network may use.</source>
        <translation>인코더의 {0} 외에 신경망이 쓸 수 있는 {1}에는 프레임의 가장 작은 타일도 들어가지 않습니다.</translation>
    </message>
    <message>
        <source>Not one frame of {0} could be decoded.</source>
        <translation>{0}의 프레임을 하나도 디코딩할 수 없었습니다.</translation>
    </message>
    <message>
        <source>Note it, if it matters.</source>
        <translation>필요하면 적어 두세요.</translation>
    </message>
    <message>
        <source>Nothing is done of {0}.</source>
        <translation>{0}에서 끝난 것이 없습니다.</translation>
    </message>
    <message>
        <source>Nothing of that is lost in {0}.</source>
        <translation>{0}에서는 잃는 것이 없습니다.</translation>
    </message>
    <message>
        <source>Number {0} of the queue is running.</source>
        <translation>대기열의 {0}번이 실행 중입니다.</translation>
    </message>
    <message>
        <source>Pictures in the pixel format {0} cannot be read.</source>
        <translation>픽셀 형식 {0}의 화면은 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>RGB becomes Y&apos;CbCr.</source>
        <translation>RGB가 Y&apos;CbCr로 바뀝니다.</translation>
    </message>
    <message>
        <source>SAR {0}</source>
        <translation>SAR {0}</translation>
    </message>
    <message>
        <source>Start the export again when it can: what is done is kept.</source>
        <translation>쓸 수 있게 되면 다시 시작하세요. 끝난 부분은 남아 있습니다.</translation>
    </message>
    <message>
        <source>Stop it first.</source>
        <translation>먼저 그것을 중지하세요.</translation>
    </message>
    <message>
        <source>The CPU computes in fp32 or bf16, not in fp16.</source>
        <translation>CPU는 fp16이 아니라 fp32나 bf16으로 계산합니다.</translation>
    </message>
    <message>
        <source>The GPU&apos;s memory is too small even for tiles of {0} pixels.</source>
        <translation>GPU 메모리가 {0}픽셀 타일에도 모자랍니다.</translation>
    </message>
    <message>
        <source>The clip has wide colours (BT.2020): the screen shows them duller.</source>
        <translation>넓은 색 영역(BT.2020)의 영상입니다. 화면에는 더 흐리게 보입니다.</translation>
    </message>
    <message>
        <source>The clip is HDR ({0}): the screen shows it tone-mapped.</source>
        <translation>HDR 영상({0})입니다. 화면에는 톤 매핑해서 보여 줍니다.</translation>
    </message>
    <message>
        <source>The clip&apos;s {0} cannot be kept.</source>
        <translation>영상의 {0}을(를) 유지할 수 없습니다.</translation>
    </message>
    <message>
        <source>The device {0} cannot be used: {1}.</source>
        <translation>장치 {0}을(를) 쓸 수 없습니다: {1}.</translation>
    </message>
    <message>
        <source>The disk of {0} is full.</source>
        <translation>{0}의 디스크가 가득 찼습니다.</translation>
    </message>
    <message>
        <source>The export waits where the disk is full, and goes on when there is room.</source>
        <translation>디스크가 가득 차면 기다렸다가 공간이 생기면 이어서 합니다.</translation>
    </message>
    <message>
        <source>The file is damaged there; its neighbours can be read.</source>
        <translation>파일의 그 부분이 손상되었습니다. 이웃 프레임은 읽을 수 있습니다.</translation>
    </message>
    <message>
        <source>The finished file is not right ({0}); {1} was not written.</source>
        <translation>완성된 파일이 올바르지 않아({0}) {1}을(를) 쓰지 않았습니다.</translation>
    </message>
    <message>
        <source>The folder {0} holds no images.</source>
        <translation>폴더 {0}에 이미지가 없습니다.</translation>
    </message>
    <message>
        <source>The model card {0} cannot be read: {1}.</source>
        <translation>모델 카드 {0}을(를) 읽을 수 없습니다: {1}.</translation>
    </message>
    <message>
        <source>The model card {0} is not right: {1}.</source>
        <translation>모델 카드 {0}이(가) 올바르지 않습니다: {1}.</translation>
    </message>
    <message>
        <source>The encoder takes up to {0}, the network {1} of {2} that it may use: frames go through in tiles, {3} times the work.</source>
        <translation>인코더는 최대 {0}, 신경망은 쓸 수 있는 {2} 중 {1}을(를) 씁니다. 프레임을 타일로 나누어 처리하며 작업량은 {3}배입니다.</translation>
    </message>
    <message>
        <source>The encoder takes up to {0}, the network {1} of {2} that it may use: frames stay whole.</source>
        <translation>인코더는 최대 {0}, 신경망은 쓸 수 있는 {2} 중 {1}을(를) 씁니다. 프레임을 나누지 않습니다.</translation>
    </message>
    <message>
        <source>The encoder looks ahead less, to hold {0} and not {1}: the file is larger.</source>
        <translation>인코더가 {1} 대신 {0}만 쓰도록 앞을 덜 내다봅니다. 파일이 더 커집니다.</translation>
    </message>
    <message>
        <source>H.264 and H.265 keep it, where colour is stored in 4:2:0.</source>
        <translation>색이 4:2:0으로 저장되면 H.264와 H.265는 이를 유지합니다.</translation>
    </message>
    <message>
        <source>H.264, H.265 and AV1 keep them.</source>
        <translation>H.264, H.265, AV1은 이를 유지합니다.</translation>
    </message>
    <message>
        <source>MP4 and MOV keep it, and so do H.264 and H.265 anywhere; or choose a size.</source>
        <translation>MP4와 MOV는 이를 유지하고, H.264와 H.265는 어디서나 유지합니다. 또는 크기를 고르세요.</translation>
    </message>
    <message>
        <source>MP4, MOV and MKV keep it.</source>
        <translation>MP4, MOV, MKV는 이를 유지합니다.</translation>
    </message>
    <message>
        <source>More memory makes it smaller.</source>
        <translation>메모리가 더 많으면 파일이 작아집니다.</translation>
    </message>
    <message>
        <source>The clip&apos;s {0} metadata cannot be kept: its plain HDR is.</source>
        <translation>영상의 {0} 메타데이터는 유지할 수 없습니다. 일반 HDR은 유지됩니다.</translation>
    </message>
    <message>
        <source>The number of threads must not be negative, got {0}.</source>
        <translation>스레드 수는 음수일 수 없습니다({0}).</translation>
    </message>
    <message>
        <source>The parts of this export hold no pictures.</source>
        <translation>이 내보내기의 부분에 화면이 없습니다.</translation>
    </message>
    <message>
        <source>The parts of this export overlap in time.</source>
        <translation>이 내보내기의 부분들이 시간상 겹칩니다.</translation>
    </message>
    <message>
        <source>The queue could not be read; it was set aside as {0}.</source>
        <translation>대기열을 읽을 수 없어 {0}(으)로 옮겨 두었습니다.</translation>
    </message>
    <message>
        <source>The reference {0} has {1} frames, but {2} has {3}: it is not known which belong together.</source>
        <translation>원본 {0}은(는) {1}프레임인데 {2}은(는) {3}프레임이라 서로 맞는 프레임을 알 수 없습니다.</translation>
    </message>
    <message>
        <source>The reference {0} has {1}, but {2} has {3}: their difference would not be one of pictures.</source>
        <translation>원본 {0}은(는) {1}, {2}은(는) {3}이라 차이가 화질의 차이가 아니게 됩니다.</translation>
    </message>
    <message>
        <source>The reference {0} is {1}x{2}, but {3} enlarged is {4}x{5}.</source>
        <translation>원본 {0}은(는) {1}x{2}인데 {3}을(를) 확대하면 {4}x{5}입니다.</translation>
    </message>
    <message>
        <source>The settings {0} cannot be read: {1}.</source>
        <translation>설정 {0}을(를) 읽을 수 없습니다: {1}.</translation>
    </message>
    <message>
        <source>The settings {0} cannot be written: {1}.</source>
        <translation>설정 {0}을(를) 쓸 수 없습니다: {1}.</translation>
    </message>
    <message>
        <source>The timecode {0} is kept.</source>
        <translation>타임코드 {0}은(는) 유지됩니다.</translation>
    </message>
    <message>
        <source>The timecode {0} is left out; the times of the frames are kept.</source>
        <translation>타임코드 {0}은(는) 빠집니다. 프레임의 시각은 유지됩니다.</translation>
    </message>
    <message>
        <source>The weights in {0} are not those of its card: the checksum differs.</source>
        <translation>{0}의 가중치가 카드와 다릅니다: 체크섬이 맞지 않습니다.</translation>
    </message>
    <message>
        <source>The weights in {0} do not fit its card: {1}.</source>
        <translation>{0}의 가중치가 카드와 맞지 않습니다: {1}.</translation>
    </message>
    <message>
        <source>The weights of {0}, {1}, are missing.</source>
        <translation>{0}의 가중치 {1}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>There is no degradation &quot;{0}&quot;.</source>
        <translation>&quot;{0}&quot;이라는 열화 방식은 없습니다.</translation>
    </message>
    <message>
        <source>There is no device &quot;{0}&quot;.</source>
        <translation>&quot;{0}&quot;이라는 장치는 없습니다.</translation>
    </message>
    <message>
        <source>There is no file {0}.</source>
        <translation>{0} 파일이 없습니다.</translation>
    </message>
    <message>
        <source>There is no folder {0} to write into.</source>
        <translation>쓸 폴더 {0}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>There is no frame {0} to start from: {1}</source>
        <translation>시작할 프레임 {0}이(가) 없습니다: {1}</translation>
    </message>
    <message>
        <source>There is no model {0}.</source>
        <translation>{0} 모델이 없습니다.</translation>
    </message>
    <message>
        <source>There is no number {0} in the queue.</source>
        <translation>대기열에 {0}번이 없습니다.</translation>
    </message>
    <message>
        <source>There is no precision &quot;{0}&quot;.</source>
        <translation>&quot;{0}&quot;이라는 정밀도는 없습니다.</translation>
    </message>
    <message>
        <source>Try another codec.</source>
        <translation>다른 코덱을 써 보세요.</translation>
    </message>
    <message>
        <source>Use .png or .tif.</source>
        <translation>.png나 .tif를 쓰세요.</translation>
    </message>
    <message>
        <source>Use 0 to {0}: smaller is better and larger.</source>
        <translation>0부터 {0}까지 쓰세요. 작을수록 화질이 좋고 파일이 큽니다.</translation>
    </message>
    <message>
        <source>Use one of {0}.</source>
        <translation>{0} 중 하나를 쓰세요.</translation>
    </message>
    <message>
        <source>Use one of {0}; or .png or .tif for pictures.</source>
        <translation>{0} 중 하나를 쓰거나, 이미지는 .png나 .tif를 쓰세요.</translation>
    </message>
    <message>
        <source>Use png or tiff.</source>
        <translation>png나 tiff를 쓰세요.</translation>
    </message>
    <message>
        <source>Use {0} or 1920x1080.</source>
        <translation>{0} 또는 1920x1080처럼 쓰세요.</translation>
    </message>
    <message>
        <source>Wait for it, or stop it.</source>
        <translation>끝나기를 기다리거나 중지하세요.</translation>
    </message>
    <message>
        <source>What waits in the queue is done in its turn.</source>
        <translation>대기열에 있는 것은 차례대로 처리됩니다.</translation>
    </message>
    <message>
        <source>Y&apos;CbCr becomes {0}.</source>
        <translation>Y&apos;CbCr이 {0}(으)로 바뀝니다.</translation>
    </message>
    <message>
        <source>decoding</source>
        <translation>디코딩</translation>
    </message>
    <message>
        <source>encoding</source>
        <translation>인코딩</translation>
    </message>
    <message>
        <source>network</source>
        <translation>신경망</translation>
    </message>
    <message>
        <source>no GPU: {0}</source>
        <translation>GPU 없음: {0}</translation>
    </message>
    <message>
        <source>no picture</source>
        <translation>화면 없음</translation>
    </message>
    <message>
        <source>not compared: stored in another kind of colour</source>
        <translation>비교하지 않음: 다른 색 형식으로 저장됨</translation>
    </message>
    <message>
        <source>pixel shape</source>
        <translation>픽셀 모양</translation>
    </message>
    <message>
        <source>sound but no picture</source>
        <translation>소리만 있고 화면이 없음</translation>
    </message>
    <message>
        <source>tags as in the clip</source>
        <translation>색 정보가 영상과 같음</translation>
    </message>
    <message>
        <source>the fastest device that works</source>
        <translation>쓸 수 있는 가장 빠른 장치</translation>
    </message>
    <message>
        <source>this PyTorch was built without CUDA</source>
        <translation>이 PyTorch는 CUDA 없이 빌드되었습니다</translation>
    </message>
    <message>
        <source>this PyTorch was built without MPS</source>
        <translation>이 PyTorch는 MPS 없이 빌드되었습니다</translation>
    </message>
    <message>
        <source>{0} and {1} differ in colour or bit depth.</source>
        <translation>{0}과(와) {1}의 색이나 비트 심도가 다릅니다.</translation>
    </message>
    <message>
        <source>{0} bits a sample become {1}.</source>
        <translation>샘플당 {0}비트가 {1}비트로 바뀝니다.</translation>
    </message>
    <message>
        <source>{0} can keep it as it is.</source>
        <translation>{0} 파일에는 그대로 담을 수 있습니다.</translation>
    </message>
    <message>
        <source>{0} cannot be measured without an original.</source>
        <translation>{0}은(는) 원본 없이 측정할 수 없습니다.</translation>
    </message>
    <message>
        <source>{0} cannot be read: {1}.</source>
        <translation>{0}을(를) 읽을 수 없습니다: {1}.</translation>
    </message>
    <message>
        <source>{0} cannot be used: {1}.</source>
        <translation>{0}을(를) 사용할 수 없습니다: {1}.</translation>
    </message>
    <message>
        <source>{0} cannot be written to: {1}.</source>
        <translation>{0}에 쓸 수 없습니다: {1}.</translation>
    </message>
    <message>
        <source>{0} cannot be written: {1}.</source>
        <translation>{0}을(를) 쓸 수 없습니다: {1}.</translation>
    </message>
    <message>
        <source>{0} degrees{1}</source>
        <translation>{0}도{1}</translation>
    </message>
    <message>
        <source>{0} does not hold {1}; it becomes {2}.</source>
        <translation>{0}은(는) {1}을(를) 담지 못해 {2}(으)로 바뀝니다.</translation>
    </message>
    <message>
        <source>{0} does not work on this machine.</source>
        <translation>{0}은(는) 이 컴퓨터에서 작동하지 않습니다.</translation>
    </message>
    <message>
        <source>{0} exists already.</source>
        <translation>{0}이(가) 이미 있습니다.</translation>
    </message>
    <message>
        <source>{0} files do not hold its styling: the words are kept.</source>
        <translation>{0} 파일은 자막 꾸밈을 담지 못합니다. 글은 유지됩니다.</translation>
    </message>
    <message>
        <source>{0} files do not hold {1}.</source>
        <translation>{0} 파일은 {1}을(를) 담지 못합니다.</translation>
    </message>
    <message>
        <source>{0} files made here do not hold {1}.</source>
        <translation>여기서 만드는 {0} 파일은 {1}을(를) 담지 못합니다.</translation>
    </message>
    <message>
        <source>{0} has appeared in the meantime; the finished export is kept.</source>
        <translation>그사이 {0}이(가) 생겼습니다. 완성된 내보내기는 남아 있습니다.</translation>
    </message>
    <message>
        <source>{0} has files in it already.</source>
        <translation>{0}에 이미 파일이 있습니다.</translation>
    </message>
    <message>
        <source>{0} has no bf16 arithmetic; fp32 is faster there.</source>
        <translation>{0}에는 bf16 연산이 없어 fp32가 더 빠릅니다.</translation>
    </message>
    <message>
        <source>{0} has no frame {1}.</source>
        <translation>{0}에 프레임 {1}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>{0} has no frames to export.</source>
        <translation>{0}에 내보낼 프레임이 없습니다.</translation>
    </message>
    <message>
        <source>{0} has no original to compare with.</source>
        <translation>{0}에는 비교할 원본이 없습니다.</translation>
    </message>
    <message>
        <source>{0} has no preset {1}.</source>
        <translation>{0}에 프리셋 {1}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>{0} has no video stream {1}.</source>
        <translation>{0}에 영상 스트림 {1}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>{0} has {1} frames: {2} cannot be measured.</source>
        <translation>{0}은(는) {1}프레임이라 {2}프레임을 측정할 수 없습니다.</translation>
    </message>
    <message>
        <source>{0} has {1}.</source>
        <translation>{0}: {1}.</translation>
    </message>
    <message>
        <source>{0} holds more than images of such an export ({1}); it would be replaced.</source>
        <translation>{0}에 이런 내보내기의 이미지가 아닌 것({1})이 있어 바꾸면 사라집니다.</translation>
    </message>
    <message>
        <source>{0} is a file, not a folder.</source>
        <translation>{0}은(는) 폴더가 아니라 파일입니다.</translation>
    </message>
    <message>
        <source>{0} is a folder.</source>
        <translation>{0}은(는) 폴더입니다.</translation>
    </message>
    <message>
        <source>{0} is empty (0 bytes).</source>
        <translation>{0}은(는) 빈 파일입니다(0바이트).</translation>
    </message>
    <message>
        <source>{0} is in the queue already.</source>
        <translation>{0}은(는) 이미 대기열에 있습니다.</translation>
    </message>
    <message>
        <source>{0} is no manifest of an export.</source>
        <translation>{0}은(는) 내보내기 기록 파일이 아닙니다.</translation>
    </message>
    <message>
        <source>{0} is no size of a picture.</source>
        <translation>{0}은(는) 화면 크기가 아닙니다.</translation>
    </message>
    <message>
        <source>{0} is not a video that can be read.</source>
        <translation>{0}은(는) 읽을 수 있는 동영상이 아닙니다.</translation>
    </message>
    <message>
        <source>{0} is not an image that can be read.</source>
        <translation>{0}은(는) 읽을 수 있는 이미지가 아닙니다.</translation>
    </message>
    <message>
        <source>{0} is one image, but {1} frames are exported.</source>
        <translation>{0}은(는) 이미지 하나인데 {1}프레임을 내보내려 합니다.</translation>
    </message>
    <message>
        <source>{0} is the clip itself.</source>
        <translation>{0}은(는) 원본 영상입니다.</translation>
    </message>
    <message>
        <source>{0} is {1}x{2}, but {3} is {4}x{5}.</source>
        <translation>{0}은(는) {1}x{2}인데 {3}은(는) {4}x{5}입니다.</translation>
    </message>
    <message>
        <source>{0} is {1}x{2}: too small to be enlarged.</source>
        <translation>{0}은(는) {1}x{2}로 확대하기에 너무 작습니다.</translation>
    </message>
    <message>
        <source>{0} may not be read.</source>
        <translation>{0}을(를) 읽을 권한이 없습니다.</translation>
    </message>
    <message>
        <source>{0} ms off at most</source>
        <translation>최대 {0}ms 차이</translation>
    </message>
    <message>
        <source>{0} of {1} frames decode</source>
        <translation>{1}프레임 중 {0}프레임 디코딩됨</translation>
    </message>
    <message>
        <source>{0} of {1} sampled frames are identical</source>
        <translation>표본 {1}프레임 중 {0}프레임이 동일</translation>
    </message>
    <message>
        <source>{0} of {1} streams</source>
        <translation>스트림 {1}개 중 {0}개</translation>
    </message>
    <message>
        <source>{0} on {1} in {2} ({3}).</source>
        <translation>{0}, {1}에서 {2} ({3}).</translation>
    </message>
    <message>
        <source>{0} sampled frames, block means {1} code values off</source>
        <translation>표본 {0}프레임, 블록 평균 차이 {1} 코드값</translation>
    </message>
    <message>
        <source>{0} to {1} are needed for parts and result, {2} are free.</source>
        <translation>부분과 결과에 {0}–{1}이(가) 필요하고 {2}이(가) 비어 있습니다.</translation>
    </message>
    <message>
        <source>{0} to {1} frames a second, {2} to {3} in all; {4} is the slowest stage.</source>
        <translation>초당 {0}–{1}프레임, 모두 {2}–{3}. 가장 느린 단계: {4}.</translation>
    </message>
    <message>
        <source>{0} was exported without being checked.</source>
        <translation>{0}은(는) 검사 없이 내보낸 파일입니다.</translation>
    </message>
    <message>
        <source>{0} was chosen, as asked for.</source>
        <translation>요청하신 대로 {0}을(를) 골랐습니다.</translation>
    </message>
    <message>
        <source>{0} was chosen: the network on the processor takes far longer than it.</source>
        <translation>{0}을(를) 골랐습니다. 프로세서에서 도는 신경망이 인코딩보다 훨씬 오래 걸립니다.</translation>
    </message>
    <message>
        <source>{0} was chosen: it works here, and software would be slower.</source>
        <translation>{0}을(를) 골랐습니다. 이 컴퓨터에서 작동하며, 소프트웨어 인코더는 더 느립니다.</translation>
    </message>
    <message>
        <source>{0} was chosen: no encoder in hardware works here and does all that is asked.</source>
        <translation>{0}을(를) 골랐습니다. 이 컴퓨터에는 작동하면서 요청을 모두 만족하는 하드웨어 인코더가 없습니다.</translation>
    </message>
    <message>
        <source>No encoder in hardware works here for this kind of file.</source>
        <translation>이 컴퓨터에는 이 종류의 파일에 쓸 수 있는 하드웨어 인코더가 없습니다.</translation>
    </message>
    <message>
        <source>{0} has failed during the export: {1}.</source>
        <translation>내보내는 중에 {0}이(가) 실패했습니다: {1}.</translation>
    </message>
    <message>
        <source>The clip is Dolby Vision of profile 5, with no picture for other players: its colours are read wrongly.</source>
        <translation>이 클립은 다른 재생기용 영상이 없는 Dolby Vision 프로필 5이므로 색이 잘못 읽힙니다.</translation>
    </message>
    <message>
        <source>The name {0}… is too long for this disk: {1}.</source>
        <translation>이름 {0}…은(는) 이 디스크에 너무 깁니다: {1}.</translation>
    </message>
    <message>
        <source>Choose a shorter one, for {0} is put behind it.</source>
        <translation>뒤에 {0}이(가) 붙으므로 더 짧은 이름을 고르세요.</translation>
    </message>
    <message>
        <source>Choose another size or another format.</source>
        <translation>다른 크기나 형식을 고르세요.</translation>
    </message>
    <message>
        <source>Choose one frame only, or a folder: {0}/.</source>
        <translation>한 프레임만 고르거나 폴더를 쓰세요: {0}/.</translation>
    </message>
    <message>
        <source>Choose the processor under Settings, Network, or Automatic to take what there is.</source>
        <translation>설정, 신경망에서 프로세서를 고르거나 자동으로 두세요.</translation>
    </message>
    <message>
        <source>Close other programs that use the GPU, or choose the processor under Settings, Network.</source>
        <translation>GPU를 쓰는 다른 프로그램을 닫거나 설정, 신경망에서 프로세서를 고르세요.</translation>
    </message>
    <message>
        <source>Cut both alike.</source>
        <translation>둘을 똑같이 자르세요.</translation>
    </message>
    <message>
        <source>Export it again: what the window exports is checked.</source>
        <translation>다시 내보내세요. 이 창에서 내보낸 결과는 검사됩니다.</translation>
    </message>
    <message>
        <source>Its parts are kept. To begin anew, remove it from the queue and throw them away.</source>
        <translation>끝난 부분은 남아 있습니다. 처음부터 하려면 대기열에서 빼고 끝난 부분을 버리세요.</translation>
    </message>
    <message>
        <source>Leave the speed to the encoder.</source>
        <translation>속도는 인코더에 맡기세요.</translation>
    </message>
    <message>
        <source>Start it as before to go on, or remove it from the queue and throw its parts away.</source>
        <translation>이어서 하려면 이전 설정으로 시작하고, 아니면 대기열에서 빼고 끝난 부분을 버리세요.</translation>
    </message>
    <message>
        <source>What is done is kept: start it again to go on. Where it fails again, throw its parts away and choose &quot;In software&quot; as the encoder.</source>
        <translation>완료된 부분은 남아 있으니 다시 시작하면 이어집니다. 또 실패하면 완료된 부분을 버리고 인코더로 &quot;소프트웨어&quot;를 고르세요.</translation>
    </message>
    <message>
        <source>{0} numbers are missing among the images, {1} first: those that are there follow each other.</source>
        <translation>이미지 번호 {0}개가 빠져 있습니다(처음은 {1}). 있는 것들만 차례로 이어집니다.</translation>
    </message>
    <message>
        <source>{0} with this encoder does not keep how the picture is to be turned.</source>
        <translation>이 인코더를 쓴 {0} 파일에는 화면의 회전 정보가 남지 않습니다.</translation>
    </message>
    <message>
        <source>{0} with this encoder does not keep mastering display and light level.</source>
        <translation>이 인코더를 쓴 {0} 파일에는 마스터링 디스플레이와 밝기 정보가 남지 않습니다.</translation>
    </message>
    <message>
        <source>{0} with this encoder does not keep the colour tags {1}.</source>
        <translation>이 인코더를 쓴 {0} 파일에는 색 태그 {1}이(가) 남지 않습니다.</translation>
    </message>
    <message>
        <source>{0} with this encoder does not keep the shape of pixels: players will show square ones.</source>
        <translation>이 인코더를 쓴 {0} 파일에는 픽셀 모양이 남지 않아 플레이어가 정사각형 픽셀로 보여 줍니다.</translation>
    </message>
    <message>
        <source>{0} with this encoder does not keep where colour samples lie: players may show colour shifted by part of a pixel.</source>
        <translation>이 인코더를 쓴 {0} 파일에는 색 표본의 위치가 남지 않아 색이 한 픽셀보다 조금 어긋나 보일 수 있습니다.</translation>
    </message>
    <message>
        <source>{0} works here, but was never tried with this program.</source>
        <translation>{0}은(는) 작동하지만 이 프로그램으로 시험해 본 적이 없습니다.</translation>
    </message>
    <message>
        <source>{0} {1}, {2}: loses no bit depth.</source>
        <translation>{0} {1}, {2}: 비트 심도를 잃지 않습니다.</translation>
    </message>
    <message>
        <source>{0}: a video cannot be written as {1}.</source>
        <translation>{0}: 동영상은 {1}(으)로 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>{0}: as text.</source>
        <translation>{0}: 텍스트로.</translation>
    </message>
    <message>
        <source>{0}: copy.</source>
        <translation>{0}: 그대로 복사.</translation>
    </message>
    <message>
        <source>{0}: left out.</source>
        <translation>{0}: 빠짐.</translation>
    </message>
    <message>
        <source>{0}: transcode.</source>
        <translation>{0}: 다시 인코딩.</translation>
    </message>
</context>
<context>
    <name>export</name>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Export now</source>
        <translation>지금 내보내기</translation>
    </message>
    <message>
        <source>Add to queue</source>
        <translation>대기열에 추가</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>바꾸기</translation>
    </message>
    <message>
        <source>Export {name}</source>
        <translation>{name} 내보내기</translation>
    </message>
    <message>
        <source>Before the start</source>
        <translation>시작하기 전에</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>화질</translation>
    </message>
    <message>
        <source>Model&apos;s own</source>
        <translation>모델 배율대로</translation>
    </message>
    <message>
        <source>The result needs a name.</source>
        <translation>결과 파일의 이름이 필요합니다.</translation>
    </message>
    <message>
        <source>Replace what is there</source>
        <translation>있는 것을 바꾸기</translation>
    </message>
    <message>
        <source>The last frame comes before the first.</source>
        <translation>마지막 프레임이 첫 프레임보다 앞에 있습니다.</translation>
    </message>
    <message>
        <source>This name is taken. Choose another one, or let it be replaced.</source>
        <translation>이미 있는 이름입니다. 다른 이름을 쓰거나 바꾸기를 선택하세요.</translation>
    </message>
    <message>
        <source>the last</source>
        <translation>마지막</translation>
    </message>
    <message>
        <source>TIFF images</source>
        <translation>TIFF 이미지</translation>
    </message>
    <message>
        <source>PNG images</source>
        <translation>PNG 이미지</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Looking at clip, encoder and disk…</source>
        <translation>영상, 인코더, 디스크를 확인하는 중…</translation>
    </message>
    <message>
        <source>Trying two seconds of the real work…</source>
        <translation>2초 동안 실제로 처리해 보는 중…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>선택…</translation>
    </message>
    <message>
        <source>To</source>
        <translation>저장 위치</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>프레임</translation>
    </message>
    <message>
        <source>visually lossless</source>
        <translation>원본과 구별 불가</translation>
    </message>
    <message>
        <source>very good</source>
        <translation>매우 좋음</translation>
    </message>
    <message>
        <source>lossless</source>
        <translation>무손실</translation>
    </message>
    <message>
        <source>Automatic ({codec})</source>
        <translation>자동 ({codec})</translation>
    </message>
    <message>
        <source>good</source>
        <translation>좋음</translation>
    </message>
    <message>
        <source>small file</source>
        <translation>작은 파일</translation>
    </message>
    <message>
        <source>{count} frames, {width}×{height}</source>
        <translation>{count}프레임, {width}×{height}</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>내보낼 파일</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>인코더</translation>
    </message>
    <message>
        <source>{encoder} works here</source>
        <translation>{encoder} 사용 가능</translation>
    </message>
    <message>
        <source>none in hardware works here for this file</source>
        <translation>이 파일에 쓸 수 있는 하드웨어 인코더 없음</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>In software</source>
        <translation>소프트웨어</translation>
    </message>
    <message>
        <source>In hardware</source>
        <translation>하드웨어</translation>
    </message>
</context>
<context>
    <name>exporting</name>
    <message>
        <source>The export of {name} was interrupted: {done} of {total} frames are done and kept.</source>
        <translation>{name} 내보내기가 중단되었습니다. {total}프레임 중 {done}프레임이 끝났고 그대로 있습니다.</translation>
    </message>
    <message>
        <source>The export of {name} was interrupted before its first part was complete.</source>
        <translation>{name} 내보내기가 첫 부분이 끝나기 전에 중단되었습니다.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>이어서 하기</translation>
    </message>
    <message>
        <source>Show the queue</source>
        <translation>대기열 보기</translation>
    </message>
    <message>
        <source>Throw it away</source>
        <translation>버리기</translation>
    </message>
    <message>
        <source>{done} of {total} frames of {name} are done, and kept beside it.</source>
        <translation>{name}의 {total}프레임 중 {done}프레임이 끝났고, 그 옆에 남아 있습니다.</translation>
    </message>
    <message>
        <source>Throw them away</source>
        <translation>버리기</translation>
    </message>
    <message>
        <source>What is done is in {name}, checked.</source>
        <translation>끝난 부분을 {name}에 담고 검사했습니다.</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>폴더에서 보기</translation>
    </message>
    <message>
        <source>All exports have ended</source>
        <translation>모든 내보내기가 끝났습니다</translation>
    </message>
</context>
<context>
    <name>findings</name>
    <message>
        <source>being found out</source>
        <translation>확인 중</translation>
    </message>
    <message>
        <source>good</source>
        <translation>좋음</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>주의</translation>
    </message>
    <message>
        <source>not possible</source>
        <translation>불가능</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>오류</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>영상</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>신경망</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>인코더</translation>
    </message>
    <message>
        <source>Pixel shape</source>
        <translation>픽셀 비율</translation>
    </message>
    <message>
        <source>Streams</source>
        <translation>스트림</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>디스크</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>프레임</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>재생 시각</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>길이</translation>
    </message>
    <message>
        <source>Rotation</source>
        <translation>회전</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>색</translation>
    </message>
    <message>
        <source>Chroma</source>
        <translation>색차</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝기</translation>
    </message>
    <message>
        <source>Timecode</source>
        <translation>타임코드</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>소리</translation>
    </message>
    <message>
        <source>Subtitles</source>
        <translation>자막</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>첨부 파일</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>데이터</translation>
    </message>
    <message>
        <source>Other pictures</source>
        <translation>다른 영상</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>화면</translation>
    </message>
</context>
<context>
    <name>leaving</name>
    <message>
        <source>An export is running</source>
        <translation>내보내기가 진행 중입니다</translation>
    </message>
    <message>
        <source>{name} is not complete yet.</source>
        <translation>{name}이(가) 아직 끝나지 않았습니다.</translation>
    </message>
    <message>
        <source>What is done is kept, and the next start offers to go on. Stopping now loses the part that is being written; its frames are computed again.</source>
        <translation>끝난 부분은 남아 있으며, 다음에 시작할 때 이어서 할 수 있습니다. 지금 중지하면 쓰고 있던 부분은 버려지고 그 프레임을 다시 계산합니다.</translation>
    </message>
    <message>
        <source>Finish this part, then close</source>
        <translation>이 부분까지 끝내고 닫기</translation>
    </message>
    <message>
        <source>Stop now and close</source>
        <translation>지금 중지하고 닫기</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>닫지 않기</translation>
    </message>
    <message>
        <source>All exports have ended</source>
        <translation>모든 내보내기가 끝났습니다</translation>
    </message>
    <message>
        <source>The computer is shut down in {seconds} seconds.</source>
        <translation>{seconds}초 뒤에 컴퓨터가 꺼집니다.</translation>
    </message>
    <message>
        <source>The computer goes to sleep in {seconds} seconds.</source>
        <translation>{seconds}초 뒤에 컴퓨터가 절전 상태로 들어갑니다.</translation>
    </message>
    <message>
        <source>Leave it on</source>
        <translation>켜 두기</translation>
    </message>
</context>
<context>
    <name>menu</name>
    <message>
        <source>&amp;File</source>
        <translation>파일(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>열기(&amp;O)…</translation>
    </message>
    <message>
        <source>Open a &amp;folder of images…</source>
        <translation>이미지 폴더 열기(&amp;F)…</translation>
    </message>
    <message>
        <source>Try the &amp;sample clip</source>
        <translation>샘플 영상 보기(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>내보내기(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>끝내기(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>보기(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Playback</source>
        <translation>재생(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>도움말(&amp;H)</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>최근 파일 열기(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>설정(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Play or pause</source>
        <translation>재생/일시 정지(&amp;P)</translation>
    </message>
    <message>
        <source>One frame on</source>
        <translation>다음 프레임</translation>
    </message>
    <message>
        <source>One frame back</source>
        <translation>이전 프레임</translation>
    </message>
    <message>
        <source>Ten frames on</source>
        <translation>10프레임 앞으로</translation>
    </message>
    <message>
        <source>Ten frames back</source>
        <translation>10프레임 뒤로</translation>
    </message>
    <message>
        <source>One second on</source>
        <translation>1초 앞으로</translation>
    </message>
    <message>
        <source>One second back</source>
        <translation>1초 뒤로</translation>
    </message>
    <message>
        <source>First frame</source>
        <translation>첫 프레임</translation>
    </message>
    <message>
        <source>Last frame</source>
        <translation>마지막 프레임</translation>
    </message>
    <message>
        <source>&amp;Go to…</source>
        <translation>이동(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>단축키(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About FSTRN</source>
        <translation>FSTRN 정보(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Measure</source>
        <translation>측정(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Measure or stop</source>
        <translation>측정/중지(&amp;M)</translation>
    </message>
    <message>
        <source>Compare with &amp;original…</source>
        <translation>원본과 비교(&amp;O)…</translation>
    </message>
    <message>
        <source>Next worst frame</source>
        <translation>다음 최저 프레임</translation>
    </message>
    <message>
        <source>Previous worst frame</source>
        <translation>이전 최저 프레임</translation>
    </message>
    <message>
        <source>Enlarge or &amp;Test</source>
        <translation>확대/시험 전환(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>창에 맞춤(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;100 %</source>
        <translation>100 %(&amp;1)</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>확대(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>축소(&amp;O)</translation>
    </message>
    <message>
        <source>Pane {number} alone</source>
        <translation>화면 {number}만 보기</translation>
    </message>
    <message>
        <source>&amp;Plot</source>
        <translation>그래프(&amp;P)</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>전체 화면(&amp;U)</translation>
    </message>
</context>
<context>
    <name>message</name>
    <message>
        <source>Copy report</source>
        <translation>보고서 복사</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Please copy the report and send it along.</source>
        <translation>보고서를 복사해 보내 주세요.</translation>
    </message>
    <message>
        <source>Unexpected error ({kind}): this is a bug.</source>
        <translation>예기치 않은 오류({kind})입니다. 프로그램의 버그입니다.</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>오류</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>알림</translation>
    </message>
</context>
<context>
    <name>pane</name>
    <message>
        <source>Clip</source>
        <translation>영상</translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation>축소본</translation>
    </message>
    <message>
        <source>Bicubic</source>
        <translation>바이큐빅</translation>
    </message>
    <message>
        <source>FSTRN</source>
        <translation>FSTRN</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>원본</translation>
    </message>
    <message>
        <source>computing…</source>
        <translation>계산 중…</translation>
    </message>
    <message>
        <source>bicubic for now, computing…</source>
        <translation>우선 바이큐빅, 계산 중…</translation>
    </message>
    <message>
        <source>approximate, computing…</source>
        <translation>근사값, 계산 중…</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>정확</translation>
    </message>
    <message>
        <source>not available</source>
        <translation>표시할 수 없음</translation>
    </message>
</context>
<context>
    <name>plot</name>
    <message>
        <source>What is plotted</source>
        <translation>그래프 항목</translation>
    </message>
    <message>
        <source>Save all numbers as CSV</source>
        <translation>모든 수치를 CSV로 저장</translation>
    </message>
    <message>
        <source>Save the plot as a picture</source>
        <translation>그래프를 그림으로 저장</translation>
    </message>
    <message>
        <source>Switch to Test</source>
        <translation>시험 모드로 전환</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Measure (M)</source>
        <translation>측정 (M)</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>프레임</translation>
    </message>
    <message>
        <source>No original: quality cannot be measured here.</source>
        <translation>원본이 없어 화질을 측정할 수 없습니다.</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>측정 중…</translation>
    </message>
    <message>
        <source>Measure how near bicubic and FSTRN come to the original, frame by frame.</source>
        <translation>바이큐빅과 FSTRN이 원본에 얼마나 가까운지 프레임마다 측정합니다.</translation>
    </message>
    <message>
        <source>Bicubic</source>
        <translation>바이큐빅</translation>
    </message>
    <message>
        <source>FSTRN below bicubic in {below} of {all} frames</source>
        <translation>{all}프레임 중 {below}프레임에서 FSTRN이 바이큐빅보다 낮음</translation>
    </message>
    <message>
        <source>against the original, Y, whole frame</source>
        <translation>원본 기준, 휘도(Y), 전체 화면</translation>
    </message>
</context>
<context>
    <name>queue</name>
    <message>
        <source>Show in folder</source>
        <translation>폴더에서 보기</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>바꾸기…</translation>
    </message>
    <message>
        <source>Keep as a file</source>
        <translation>파일로 남기기</translation>
    </message>
    <message>
        <source>Make a file that plays of what is done; going on stays possible</source>
        <translation>끝난 부분을 재생할 수 있는 파일로 만듭니다. 나중에 이어서 할 수도 있습니다</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>빼기</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>이어서 하기</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Hold back</source>
        <translation>보류</translation>
    </message>
    <message>
        <source>stopping…</source>
        <translation>중지하는 중…</translation>
    </message>
    <message>
        <source>frame {done} of {total}, until this part is complete</source>
        <translation>프레임 {done} / {total}, 이 부분이 끝날 때까지</translation>
    </message>
    <message>
        <source>paused at frame {done} of {total}</source>
        <translation>프레임 {done} / {total}에서 일시 정지</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>대기 중</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>중지됨</translation>
    </message>
    <message>
        <source>done, checked</source>
        <translation>완료, 검사함</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>starting…</source>
        <translation>시작하는 중…</translation>
    </message>
    <message>
        <source>putting the parts together…</source>
        <translation>부분들을 합치는 중…</translation>
    </message>
    <message>
        <source>checking frame {done} of {total}</source>
        <translation>프레임 검사 {done} / {total}</translation>
    </message>
    <message>
        <source>no room on the disk: waiting at frame {done} of {total}</source>
        <translation>디스크 공간 부족: 프레임 {done} / {total}에서 기다리는 중</translation>
    </message>
    <message>
        <source>frame {done} of {total}</source>
        <translation>프레임 {done} / {total}</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>{time} 남음</translation>
    </message>
    <message>
        <source>Another program works on it; its complete parts are counted.</source>
        <translation>다른 프로그램이 처리하고 있으며, 끝난 부분만 셉니다.</translation>
    </message>
    <message>
        <source>stopped; what is done of it is kept</source>
        <translation>중지됨. 끝난 부분은 남아 있습니다.</translation>
    </message>
    <message>
        <source>running elsewhere</source>
        <translation>다른 곳에서 실행 중</translation>
    </message>
    <message>
        <source>elsewhere, {done} of {total} frames</source>
        <translation>다른 곳에서 {done} / {total}</translation>
    </message>
    <message>
        <source>frames {first}–{last}</source>
        <translation>프레임 {first}–{last}</translation>
    </message>
    <message>
        <source>from {name}</source>
        <translation>원본 {name}</translation>
    </message>
    <message>
        <source>whole clip</source>
        <translation>영상 전체</translation>
    </message>
    <message>
        <source>{done} of {count} done</source>
        <translation>{count}개 중 {done}개 완료</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count}개 실패</translation>
    </message>
    <message>
        <source>{count} stopped</source>
        <translation>{count}개 중지됨</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>아무것도 안 함</translation>
    </message>
    <message>
        <source>notify me</source>
        <translation>알림</translation>
    </message>
    <message>
        <source>let the computer sleep</source>
        <translation>컴퓨터 절전</translation>
    </message>
    <message>
        <source>shut the computer down</source>
        <translation>컴퓨터 끄기</translation>
    </message>
    <message>
        <source>Add clips…</source>
        <translation>영상 추가…</translation>
    </message>
    <message>
        <source>Clear what is done</source>
        <translation>완료된 항목 지우기</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 정지</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>When done:</source>
        <translation>끝나면:</translation>
    </message>
    <message>
        <source>No exports yet. Drop clips here, or use Export… on the open one.</source>
        <translation>아직 내보내기가 없습니다. 여기에 영상을 끌어다 놓거나, 열린 영상에서 내보내기…를 누르세요.</translation>
    </message>
</context>
<context>
    <name>saving</name>
    <message>
        <source>{name} cannot be written: {reason}.</source>
        <translation>{name}에 쓸 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
</context>
<context>
    <name>session</name>
    <message>
        <source>Only the first of {count} files was opened.</source>
        <translation>파일 {count}개 중 첫 번째만 열었습니다.</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>General</source>
        <translation>일반</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>신경망</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>About</source>
        <translation>정보</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>적용</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Kept. It acts at the next start: an export is running.</source>
        <translation>저장했습니다. 내보내는 중이므로 다음에 시작할 때 적용됩니다.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>시스템 설정에 따름</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>색상</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>Memory for pictures</source>
        <translation>화면용 메모리</translation>
    </message>
    <message>
        <source>Pictures that are computed once are kept as long as they fit, so that going back to them takes no time.</source>
        <translation>한 번 계산한 화면은 자리가 있는 동안 보관하므로, 되돌아가면 바로 보입니다.</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation>프로세서(CPU)</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>정밀도</translation>
    </message>
    <message>
        <source>fp32: exact</source>
        <translation>fp32: 정확</translation>
    </message>
    <message>
        <source>bf16: faster</source>
        <translation>bf16: 더 빠름</translation>
    </message>
    <message>
        <source>fp16: faster, GPU only</source>
        <translation>fp16: 더 빠름, GPU 전용</translation>
    </message>
    <message>
        <source>The network has not been used yet.</source>
        <translation>신경망을 아직 사용하지 않았습니다.</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>스레드</translation>
    </message>
    <message>
        <source>Memory at most</source>
        <translation>메모리 한도</translation>
    </message>
    <message>
        <source>Frames that are too large for it go through in tiles: the same pictures, a little later.</source>
        <translation>한도에 비해 큰 프레임은 타일로 나누어 처리합니다. 결과는 같고 시간만 조금 더 걸립니다.</translation>
    </message>
    <message>
        <source>Let other programs go first</source>
        <translation>다른 프로그램에 우선권 주기</translation>
    </message>
    <message>
        <source>Now: {name}, {precision} ({reason})</source>
        <translation>현재: {name}, {precision} ({reason})</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>메뉴</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>기능</translation>
    </message>
    <message>
        <source>Video made sharper with the network of Li et al., “Fast Spatio-Temporal Residual Network for Video Super-Resolution”, CVPR 2019. Licence: MIT.</source>
        <translation>Li 등의 논문 “Fast Spatio-Temporal Residual Network for Video Super-Resolution”(CVPR 2019)의 신경망으로 영상을 더 선명하게 만듭니다. 라이선스: MIT.</translation>
    </message>
    <message>
        <source>Copy versions</source>
        <translation>버전 정보 복사</translation>
    </message>
    <message>
        <source>Show the log</source>
        <translation>로그 보기</translation>
    </message>
    <message>
        <source>Show my models</source>
        <translation>내 모델 폴더 열기</translation>
    </message>
</context>
<context>
    <name>timeline</name>
    <message>
        <source>Frame</source>
        <translation>프레임</translation>
    </message>
</context>
<context>
    <name>toolbar</name>
    <message>
        <source>Open…</source>
        <translation>열기…</translation>
    </message>
    <message>
        <source>Open a video, or a folder of images (Ctrl+O)</source>
        <translation>동영상이나 이미지 폴더 열기 (Ctrl+O)</translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation>확대</translation>
    </message>
    <message>
        <source>See the clip enlarged (Ctrl+T)</source>
        <translation>영상을 확대해서 보기 (Ctrl+T)</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>시험</translation>
    </message>
    <message>
        <source>Take the clip as the original and test the model on it (Ctrl+T)</source>
        <translation>영상을 원본으로 삼아 모델을 시험 (Ctrl+T)</translation>
    </message>
    <message>
        <source>Bicubic (BI)</source>
        <translation>바이큐빅 (BI)</translation>
    </message>
    <message>
        <source>Blur 1.6 (BD)</source>
        <translation>흐림 1.6 (BD)</translation>
    </message>
    <message>
        <source>Blur 2.0 (FSTRN)</source>
        <translation>흐림 2.0 (FSTRN)</translation>
    </message>
    <message>
        <source>How Test makes the clip small</source>
        <translation>시험 모드에서 영상을 줄이는 방법</translation>
    </message>
    <message>
        <source>Compare with original…</source>
        <translation>원본과 비교…</translation>
    </message>
    <message>
        <source>Choose the original of this clip, and measure against it</source>
        <translation>이 영상의 원본을 골라 그것을 기준으로 측정</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>배율</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>Write the enlarged clip to a file (Ctrl+E)</source>
        <translation>확대한 영상을 파일로 저장 (Ctrl+E)</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>창에 맞춤</translation>
    </message>
</context>
<context>
    <name>transport</name>
    <message>
        <source>Go to frame or time</source>
        <translation>프레임 또는 시간으로 이동</translation>
    </message>
    <message>
        <source>Frame or time: 128, 0:05.12, +10 (G)</source>
        <translation>프레임 또는 시간: 128, 0:05.12, +10 (G)</translation>
    </message>
    <message>
        <source>First frame (Home)</source>
        <translation>첫 프레임 (Home)</translation>
    </message>
    <message>
        <source>One frame back (,)</source>
        <translation>이전 프레임 (,)</translation>
    </message>
    <message>
        <source>Play or pause (Space)</source>
        <translation>재생/일시 정지 (Space)</translation>
    </message>
    <message>
        <source>One frame on (.)</source>
        <translation>다음 프레임 (.)</translation>
    </message>
    <message>
        <source>Last frame (End)</source>
        <translation>마지막 프레임 (End)</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>프레임</translation>
    </message>
</context>
<context>
    <name>viewer</name>
    <message>
        <source>bicubic</source>
        <translation>바이큐빅</translation>
    </message>
    <message>
        <source>blur 1.6</source>
        <translation>흐림 1.6</translation>
    </message>
    <message>
        <source>blur 2.0</source>
        <translation>흐림 2.0</translation>
    </message>
</context>
<context>
    <name>window</name>
    <message>
        <source>Opening {name}…</source>
        <translation>{name} 여는 중…</translation>
    </message>
    <message>
        <source>Network: not used yet</source>
        <translation>신경망: 아직 사용 안 함</translation>
    </message>
    <message>
        <source>{threads} threads</source>
        <translation>스레드 {threads}개</translation>
    </message>
    <message>
        <source>Clips to export</source>
        <translation>내보낼 영상</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Open a folder</source>
        <translation>폴더 열기</translation>
    </message>
    <message>
        <source>The original of this clip</source>
        <translation>이 영상의 원본</translation>
    </message>
    <message>
        <source>{frames} frames</source>
        <translation>{frames}프레임</translation>
    </message>
    <message>
        <source>HDR, shown tone-mapped</source>
        <translation>HDR(톤 매핑하여 표시)</translation>
    </message>
    <message>
        <source>interlaced</source>
        <translation>인터레이스</translation>
    </message>
    <message>
        <source>turned {angle}°</source>
        <translation>{angle}° 회전</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>설정…</translation>
    </message>
</context>
</TS>
