<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR">
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
    <name>export</name>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Replace the file of this name</source>
        <translation>같은 이름의 파일 바꾸기</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>화질</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>폴더에서 보기</translation>
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
        <source>Unexpected error.</source>
        <translation>예기치 않은 오류입니다.</translation>
    </message>
    <message>
        <source>{name} is complete and checked.</source>
        <translation>{name} 파일을 완성하고 검사를 마쳤습니다.</translation>
    </message>
    <message>
        <source>Stopped. {done} of {total} frames are kept: exporting again goes on there.</source>
        <translation>중지했습니다. {total}프레임 중 {done}프레임을 보관했으며, 다시 내보내면 이어서 진행합니다.</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>중지하는 중…</translation>
    </message>
    <message>
        <source>Checking frame {done} of {total}</source>
        <translation>결과 확인 중: {total}프레임 중 {done}</translation>
    </message>
    <message>
        <source>Frame {done} of {total}</source>
        <translation>{total}프레임 중 {done}</translation>
    </message>
    <message>
        <source>{minutes}:{seconds:02d} left</source>
        <translation>{minutes}:{seconds:02d} 남음</translation>
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
        <source>Open &amp;recent</source>
        <translation>최근 파일 열기(&amp;R)</translation>
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
        <source>An export is running. Close the window again to stop it: what is done is kept, and exporting again goes on there.</source>
        <translation>내보내기가 진행 중입니다. 창을 다시 닫으면 중지됩니다. 완료된 부분은 보존되며, 다시 내보내면 그 지점부터 이어집니다.</translation>
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
</context>
</TS>
